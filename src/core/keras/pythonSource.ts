import { fail } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph, TensorRef } from '../ir/graph.ts';
import { isJsonObject, type Json } from '../ir/json.ts';
import { layerDefinition } from '../layers/index.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { isChain, keras2Config } from './keras2ModelConfig.ts';
import { orderedWeights } from './writeKerasH5.ts';

/** Layers that we know and Keras 2.10 does not have itself. */
const ABSENT =
  /^(Custom>\w+|Quantized\w+|ActivationDiscreteRelu|AugMix|CutMix|MixUp|Equalization|RandAugment|RandomColor\w+|AutoContrast|\w+HistogramEqualization)$/;

/** Left out where they are what Keras takes anyway. Strides of pools differ with the pool: those are always written. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  trainable: true,
  dtype: 'float32',
  data_format: 'channels_last',
  dilation_rate: [1, 1],
  groups: 1,
  activation: 'linear',
  use_bias: true,
  depth_multiplier: 1,
  center: true,
  scale: true,
  keepdims: false,
  negative_slope: 0,
  threshold: 0,
};

/** Python source that builds a model, and the arrays that it loads. */
export interface PythonSource {
  readonly source: string;
  /** By the names in `source`; for `writeNpz`. Empty for a design. */
  readonly weights: ReadonlyMap<string, Tensor<NumericArray>>;
}

/** What keeps a model from becoming Python source; none for a model that can. */
export function notInPython({ layers }: ModelGraph): readonly string[] {
  const found = layers.flatMap(({ className, serialized }) => {
    if (!layerDefinition(className) || !/^\w+$/.test(className))
      return [`${className} (not known here)`];
    if ('inbound_nodes' in serialized) return [`${className} (an operation, not a layer)`];
    return ABSENT.test(className) ? [`${className} (no layer of Keras 2)`] : [];
  });
  return [...new Set(found)];
}

/**
 * Writes a float model as the source of a Python module: `build()` makes the layers with the functional API of Keras 2.10, `load()` gives
 * them the weights of a .npz file beside it. Names and numbers of the model are data: they stand there as literals of Python.
 * @param file  name of the .npz file
 * @throws StudioError keras/not-in-python; keras/missing-weight
 */
export function pythonSource(graph: ModelGraph, file: string): PythonSource {
  const missing = notInPython(graph);
  if (missing.length > 0) fail('keras/not-in-python', {}, missing);
  const weights = new Map<string, Tensor<NumericArray>>();
  const loads: string[] = [];
  for (const [i, node] of graph.layers.entries()) {
    const own = graph.isDesign ? [] : orderedWeights(graph, node);
    if (own.length === 0) continue;
    const keys = own.map(([name, value]) => {
      const key = `${i}_${name}`;
      weights.set(key, value);
      return pythonLiteral(key);
    });
    loads.push(`    (${pythonLiteral(node.name)}, [${keys.join(', ')}]),`);
  }
  const source = [
    ...['"""A Keras model, written by cnn2snn-studio."""', 'import os', ''],
    ...[
      'import numpy as np',
      'from tensorflow import keras',
      'from tensorflow.keras import layers',
      '',
    ],
    ...['', 'def build():', ...buildLines(graph).map((line) => `    ${line}`), ''],
    ...(weights.size === 0 ? [] : loadLines(loads, file)),
    ...[
      '',
      "if __name__ == '__main__':",
      `    ${weights.size === 0 ? 'build' : 'load'}().summary()`,
      '',
    ],
  ].join('\n');
  return { source, weights };
}

/** The line of one layer, as it stands in the source of the whole model. */
export function pythonLine(graph: ModelGraph, node: LayerNode): string {
  const name = namesOf(graph);
  const [refs = []] = node.calls;
  if (node.className === 'InputLayer') return `${name(node.name, 0)} = ${inputCall(node)}`;
  return `${name(node.name, 0)} = ${constructor(node)}(${argumentsOf(refs, name)})`;
}

/**
 * A value as a literal of Python: None, True, text in quotes with everything else than plain ASCII escaped, so that no text can end it.
 * @example pythonLiteral([1, null]) is '(1, None)'
 */
export function pythonLiteral(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'string') return textLiteral(value);
  if (Array.isArray(value)) {
    const parts = (value as readonly Json[]).map(pythonLiteral);
    return `(${parts.join(', ')}${parts.length === 1 ? ',' : ''})`;
  }
  if (!isJsonObject(value)) return 'None';
  const entries = Object.entries(value);
  return `{${entries.map(([key, own]) => `${textLiteral(key)}: ${pythonLiteral(own)}`).join(', ')}}`;
}

function numberLiteral(value: number): string {
  if (Number.isNaN(value)) return "float('nan')";
  if (!Number.isFinite(value)) return value > 0 ? "float('inf')" : "float('-inf')";
  return String(value);
}

function textLiteral(text: string): string {
  const escaped = Array.from(text, (letter) => {
    if (letter === "'" || letter === '\\') return `\\${letter}`;
    const code = letter.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) return letter;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `'${escaped.join('')}'`;
}

function loadLines(loads: readonly string[], file: string): readonly string[] {
  return [
    ...['', 'WEIGHTS = [', ...loads, ']', '', ''],
    `def load(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), ${pythonLiteral(file)})):`,
    '    model = build()',
    '    with np.load(path) as arrays:',
    '        for name, keys in WEIGHTS:',
    '            model.get_layer(name).set_weights([arrays[key] for key in keys])',
    '    return model',
    '',
  ];
}

function buildLines(graph: ModelGraph): readonly string[] {
  const name = namesOf(graph);
  const lines: string[] = [];
  const done = new Map<string, number>();
  const callsOf = ({ calls }: LayerNode) => calls.length;
  // A layer that is used several times is made once; its later uses wait for their inputs.
  const left = graph.layers.map((node) => ({ node, call: 0 }));
  while (left.length > 0) {
    const at = left.findIndex(({ node, call }) =>
      (node.calls[call] ?? []).every((ref) => (done.get(ref.layer) ?? 0) > ref.call),
    );
    const [next] = left.splice(Math.max(at, 0), 1);
    if (!next) break;
    const { node, call } = next;
    lines.push(...useLines(node, call, name));
    done.set(node.name, call + 1);
    if (call + 1 < callsOf(node)) left.push({ node, call: call + 1 });
  }
  const ends = (refs: readonly TensorRef[]) => {
    const names = refs.map((ref) => name(ref.layer, ref.call));
    return names.length === 1 ? (names[0] ?? '') : `[${names.join(', ')}]`;
  };
  const inputs = ends(graph.inputs);
  const outputs = ends(graph.outputs);
  lines.push(`return keras.Model(${inputs}, ${outputs}, name=${pythonLiteral(graph.name)})`);
  return lines;
}

type Names = (layer: string, call: number) => string;

function useLines(node: LayerNode, call: number, name: Names): readonly string[] {
  const result = name(node.name, call);
  if (node.className === 'InputLayer') return [`${result} = ${inputCall(node)}`];
  const inputs = argumentsOf(node.calls[call] ?? [], name);
  if (node.calls.length === 1) return [`${result} = ${constructor(node)}(${inputs})`];
  const shared = `shared_${name(node.name, 0)}`;
  return [
    ...(call === 0 ? [`${shared} = ${constructor(node)}`] : []),
    `${result} = ${shared}(${inputs})`,
  ];
}

/** Names of variables: `x` all along a chain, which keeps the input apart; else one a tensor, by the number of its layer. */
function namesOf(graph: ModelGraph): Names {
  const numbers = new Map(graph.layers.map((node, i) => [node.name, i]));
  const isSerial = isChain(graph);
  return (layer, call) => {
    const number = numbers.get(layer) ?? 0;
    if (isSerial) return number === 0 ? 'inputs' : 'x';
    return `x${number}${call === 0 ? '' : `_${call}`}`;
  };
}

function argumentsOf(refs: readonly TensorRef[], name: Names): string {
  const names = refs.map((ref) => name(ref.layer, ref.call));
  return names.length === 1 ? (names[0] ?? '') : `[${names.join(', ')}]`;
}

function inputCall(node: LayerNode): string {
  const config = keras2Config(node);
  const batch = config['batch_input_shape'];
  const shape = Array.isArray(batch) ? pythonLiteral(batch.slice(1)) : '()';
  const { dtype } = config;
  const type = dtype === undefined || dtype === 'float32' ? '' : `, dtype=${pythonLiteral(dtype)}`;
  return `keras.Input(shape=${shape}${type}, name=${pythonLiteral(node.name)})`;
}

function constructor(node: LayerNode): string {
  const config = Object.entries(keras2Config(node)).flatMap(([key, value]) => {
    if (key === 'name' || !isWorthTelling(key, value)) return [];
    return [`${key}=${pythonLiteral(plain(key, value))}`];
  });
  return `layers.${node.className}(${[...config, `name=${pythonLiteral(node.name)}`].join(', ')})`;
}

/** How weights begin is of no use once they are loaded; null is what Keras takes anyway. */
function isWorthTelling(key: string, value: Json): boolean {
  if (value === null || key.endsWith('_initializer') || key === 'batch_input_shape') return false;
  if (!/^\w+$/.test(key)) return false;
  return JSON.stringify(value) !== JSON.stringify(DEFAULTS[key]);
}

/** Keras writes one axis as a list of one. */
function plain(key: string, value: Json): Json {
  return key === 'axis' && Array.isArray(value) && value.length === 1 ? (value[0] as Json) : value;
}
