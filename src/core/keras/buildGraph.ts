import { fail, type Where } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph, WeightMap } from '../ir/graph.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { parseConfig, type AnyLayerDefinition } from '../layers/define.ts';
import { layerDefinition } from '../layers/index.ts';
import { ParamError } from '../layers/params.ts';
import { formatShape, sameShape, tensor, type Shape, type Tensor } from '../tensor/tensor.ts';
import {
  expectedWeights,
  type ExpectedWeights,
  type LayerWeights,
  type WeightEntry,
} from './layerWeights.ts';
import { flattenModel, type FlatLayer } from './flattenModel.ts';
import { initialWeights } from './initialWeights.ts';
import type { LayerConfig, ModelConfig } from './modelConfig.ts';

/**
 * Builds the graph of a model: nested models taken apart, configurations parsed, weights checked and read.
 * Layers of unknown type become nodes with an empty config and whatever weights the file has.
 * @param weightsOf  finds the stored weights of the flattened layers; null: there are none, and the graph is a design
 * @throws StudioError keras/...
 */
export function buildGraph(
  config: ModelConfig,
  file: string,
  weightsOf: ((layers: readonly FlatLayer[]) => LayerWeights) | null,
): ModelGraph {
  const flat = flattenModel(withInputLayer(config, file), file);
  const layers = flat.layers.map((layer) => nodeOf(layer, file));
  const bare = { name: config.name, layers, inputs: flat.inputs, outputs: flat.outputs };
  const shapes = outputShapes(bare);
  for (const [name, problem] of shapes.problems) {
    const node = layers.find((layer) => layer.name === name);
    const where = { file, layer: name };
    fail(
      'keras/impossible-shape',
      where,
      node?.className ?? '',
      problem.expected,
      problem.received,
    );
  }
  if (!weightsOf) {
    const expected = layers.map((node) => expectedIn(node, shapes.inputs(node), file));
    const weights = initialWeights(layers, expected, file);
    const initial = layers.map((node, i) => ({ ...node, weights: weights[i] ?? {} }));
    return { ...bare, isDesign: true, layers: initial };
  }
  const stored = weightsOf(flat.layers);
  const loaded = layers.map((node, i) => {
    const source = flat.layers[i];
    const entries = source ? (stored.get(source.layer) ?? []) : [];
    return { ...node, weights: readWeights(node, shapes.inputs(node), entries, file) };
  });
  return { ...bare, layers: loaded };
}

function nodeOf({ layer, name, scope, calls }: FlatLayer, file: string): LayerNode {
  const definition = layerDefinition(layer.className);
  const where = { file, layer: name, path: `${layer.path}.config` };
  const config = definition
    ? parsedConfig(definition, layer.className, layer.config, where)
    : ({} as object);
  return {
    name,
    className: layer.className,
    config,
    serialized: layer.config,
    weights: {},
    calls,
    scope,
  };
}

function parsedConfig(
  definition: AnyLayerDefinition,
  className: string,
  serialized: JsonObject,
  where: Where,
): object {
  try {
    return parseConfig(definition.params, serialized) as object;
  } catch (error) {
    if (!(error instanceof ParamError)) throw error;
    const key = failingKey(definition, serialized);
    const path = `${where.path ?? ''}.${key}`;
    fail('keras/bad-parameter', { ...where, path }, className, key, error.expected, error.received);
  }
}

/** The first key that does not parse by itself. */
function failingKey(definition: AnyLayerDefinition, serialized: JsonObject): string {
  const params = definition.params as Parameters<typeof parseConfig>[0];
  for (const [name, param] of Object.entries(params)) {
    try {
      parseConfig({ [name]: param }, serialized);
    } catch {
      return param.key;
    }
  }
  return 'config';
}

/** Where Keras 3 keeps the state of a layer's random numbers. */
const RANDOM_STATE = /seed_generator/;

function readWeights(
  node: LayerNode,
  inputs: readonly (Shape | undefined)[],
  entries: readonly WeightEntry[],
  file: string,
): WeightMap {
  const expected = expectedIn(node, inputs, file);
  if (!expected) return readAll(entries);
  const { specs, shapesKnown } = expected;
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  // Variables that carry other names (a .keras file numbers them) still come in the layer's order.
  const inOrder = specs.length === entries.length && !specs.every(({ name }) => byName.has(name));
  const own = new Set(specs.map(({ name }) => name));
  const stray = entries.find(({ name }) => !inOrder && !own.has(name) && !RANDOM_STATE.test(name));
  if (stray && specs.every(({ name }) => byName.has(name))) {
    const where = { file, layer: node.name, path: stray.path };
    fail('keras/unused-weight', where, node.className, stray.name, [...own]);
  }
  return Object.fromEntries(
    specs.map(({ name, shape }, i) => {
      const entry = inOrder ? entries[i] : byName.get(name);
      if (!entry) {
        const found = entries.map((candidate) => candidate.name);
        fail('keras/missing-weight', { file, layer: node.name }, node.className, name, found);
      }
      if (shapesKnown && !sameShape(entry.shape, shape)) {
        const where = { file, layer: node.name, path: entry.path };
        fail('keras/weight-shape', where, name, formatShape(shape), formatShape(entry.shape));
      }
      return [name, read(entry)] as const;
    }),
  );
}

function expectedIn(
  node: LayerNode,
  inputs: readonly (Shape | undefined)[],
  file: string,
): ExpectedWeights | null {
  try {
    return expectedWeights(node, inputs);
  } catch (error) {
    if (!(error instanceof ParamError)) throw error;
    const where = { file, layer: node.name };
    fail('keras/impossible-shape', where, node.className, error.expected, error.received);
  }
}

function readAll(entries: readonly WeightEntry[]): WeightMap {
  return Object.fromEntries(entries.map((entry) => [entry.name, read(entry)]));
}

function read(entry: WeightEntry): Tensor {
  return tensor(entry.read(), entry.shape);
}

/**
 * Gives a Sequential that starts with another layer the InputLayer that Keras makes of it when it loads the model.
 * @throws StudioError keras/no-input-shape when neither the first layer nor the model says a shape
 */
export function withInputLayer(model: ModelConfig, file: string): ModelConfig {
  const [first] = model.layers;
  if (!first || model.inputs.length > 0) return model;
  const shape = inputShapeOf(first) ?? usable(model.buildShape);
  if (!shape) fail('keras/no-input-shape', { file, layer: first.name });
  const name = `${first.name}_input`;
  const dtype = first.config['dtype'];
  const input: LayerConfig = {
    className: 'InputLayer',
    name,
    config: {
      batch_input_shape: shape,
      dtype: typeof dtype === 'string' ? dtype : 'float32',
      sparse: false,
      ragged: false,
      name,
    },
    path: first.path,
    buildShape: undefined,
    calls: [],
    nested: null,
  };
  const ref = { layer: name, node: 0, output: 0 };
  const [, ...rest] = model.layers;
  return {
    ...model,
    layers: [input, { ...first, calls: [[ref]] }, ...rest],
    inputs: [ref],
  };
}

function inputShapeOf(layer: LayerConfig): Json | undefined {
  const own = usable(layer.config['batch_input_shape']) ?? usable(layer.config['batch_shape']);
  if (own) return own;
  const inner = layer.nested?.layers[0];
  const nested = inner ? inputShapeOf(inner) : undefined;
  return nested ?? usable(layer.nested?.buildShape) ?? usable(layer.buildShape);
}

function usable(shape: Json | undefined): Json | undefined {
  return Array.isArray(shape) && shape.length > 0 ? shape : undefined;
}
