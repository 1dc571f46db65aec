import { outputShapes } from '../analysis/outputShapes.ts';
import { fail } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph, TensorRef } from '../ir/graph.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { layerDefinition } from '../layers/index.ts';
import type { Shape } from '../tensor/tensor.ts';
import { isChain, keras2Config } from './keras2ModelConfig.ts';

/** The first version with files of this layout; later ones open them. */
export const KERAS_3_VERSION = '3.0.0';

/** What Keras 2.10 has in a layer's configuration and Keras 3 refuses. @source keras/src/layers (Keras 3.15, Apache-2.0) */
const KERAS_2_ONLY: Readonly<Record<string, readonly string[]>> = {
  DepthwiseConv2D: ['groups'],
  SeparableConv2D: ['groups', 'kernel_initializer', 'kernel_regularizer', 'kernel_constraint'],
  SpatialDropout2D: ['noise_shape', 'trainable'],
};

/** Layers that we know and Keras 3 does not, and functions that compute something else there. */
const ABSENT = /^(Custom>\w+|Quantized\w+|ActivationDiscreteRelu|RandomHeight|RandomWidth)$/;
const CHANGED: ReadonlySet<string> = new Set(['hard_sigmoid']);

/** What keeps a model from becoming a .keras file that computes the same, each with the reason; none for a model that can. */
export function notInKeras3({ layers, kerasVersion = '2' }: ModelGraph): readonly string[] {
  const found = layers.flatMap(({ className, config }) => {
    if (!layerDefinition(className)) return [`${className} (not known here)`];
    if (ABSENT.test(className)) return [`${className} (not in Keras 3)`];
    const { activation } = config as { readonly activation?: unknown };
    const isChanged = typeof activation === 'string' && CHANGED.has(activation);
    return isChanged && !kerasVersion.startsWith('3') ? [`${activation} (another in Keras 3)`] : [];
  });
  return [...new Set(found)];
}

/**
 * A graph as Keras 3 describes it in config.json: a chain becomes a Sequential, anything else a Functional model. Initializers are
 * left out: the weights are there.
 * @throws StudioError keras/not-in-keras-3
 */
export function keras3ModelConfig(graph: ModelGraph): JsonObject {
  const missing = notInKeras3(graph);
  if (missing.length > 0) fail('keras/not-in-keras-3', {}, missing);
  const { name, layers, inputs, outputs } = graph;
  if (isChain(graph)) {
    return object('keras', 'Sequential', {
      name,
      trainable: true,
      layers: layers.map(layerObject),
    });
  }
  const { output } = outputShapes(graph);
  const nodes = layers.map((node) => ({
    ...layerObject(node),
    name: node.name,
    inbound_nodes: node.className === 'InputLayer' ? [] : inboundNodes(node, output),
  }));
  const config = {
    name,
    trainable: true,
    layers: nodes,
    input_layers: ends(inputs),
    output_layers: ends(outputs),
  };
  // Keras gives this class no public name.
  const model = object('keras.src.models.functional', 'Functional', config);
  return { ...model, registered_name: 'Functional' };
}

function object(module: string, className: string, config: JsonObject): JsonObject {
  return { module, class_name: className, config, registered_name: null };
}

function layerObject(node: LayerNode): JsonObject {
  const { className = node.className } = layerDefinition(node.className) ?? {};
  const left = new Set(KERAS_2_ONLY[className]);
  const entries = Object.entries(keras2Config(node))
    .filter(([key]) => !left.has(key) && !key.endsWith('_initializer') && key !== 'ragged')
    .map(([key, value]) => entryOf(className, key, value));
  return object('keras.layers', className, Object.fromEntries(entries));
}

function entryOf(className: string, key: string, value: Json): readonly [string, Json] {
  if (key === 'batch_input_shape') return ['batch_shape', value];
  if (className === 'LeakyReLU' && key === 'alpha') return ['negative_slope', value];
  // Keras 2 lists the one axis that there is.
  if (className === 'BatchNormalization' && key === 'axis' && Array.isArray(value)) {
    return [key, (value as readonly Json[])[0] ?? -1];
  }
  const [, kind] = /_(regularizer|constraint)$/.exec(key) ?? [];
  return [key, kind === undefined ? value : keras3Object(`keras.${kind}s`, value)];
}

function keras3Object(module: string, value: Json): Json {
  if (!isJsonObject(value) || typeof value['class_name'] !== 'string') return value;
  const { class_name: className, config } = value;
  return object(module, className, isJsonObject(config) ? config : {});
}

type ShapeOf = (layer: string) => Shape | undefined;

function inboundNodes(node: LayerNode, shapeOf: ShapeOf): readonly JsonObject[] {
  const isMerge = layerDefinition(node.className)?.role === 'merge';
  return node.calls.map((refs): JsonObject => {
    const tensors = refs.map((ref) => kerasTensor(ref, shapeOf));
    return { args: isMerge || tensors.length > 1 ? [tensors] : tensors, kwargs: {} };
  });
}

function kerasTensor({ layer, call, output }: TensorRef, shapeOf: ShapeOf): JsonObject {
  const shape = shapeOf(layer) ?? [null];
  const config = { shape: [...shape], dtype: 'float32', keras_history: [layer, call, output] };
  return { class_name: '__keras_tensor__', config };
}

/** One end stands alone: a model with a list of one input asks for a list. */
function ends(refs: readonly TensorRef[]): readonly Json[] {
  const lists = refs.map(({ layer, call, output }): Json => [layer, call, output]);
  const [first] = lists;
  return lists.length === 1 && Array.isArray(first) ? (first as readonly Json[]) : lists;
}
