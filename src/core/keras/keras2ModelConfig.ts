import { notSerialReason, type LayerNode, type ModelGraph, type TensorRef } from '../ir/graph.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { serializeConfig } from '../layers/define.ts';
import { layerDefinition } from '../layers/index.ts';
import { keras2Keys } from './keras2Keys.ts';

/** The version that cnn2snn 2.x runs on; newer Keras 2 reads its files too. */
export const KERAS_VERSION = '2.10.0';

/** What Keras 2.10 keeps as `model_config`. */
interface Keras2ModelConfig {
  readonly class_name: 'Sequential' | 'Functional';
  readonly config: JsonObject;
}

/**
 * A graph as Keras 2.10 describes it: a chain becomes a Sequential, anything else a Functional model; so does a chain with an operation,
 * whose numbers are arguments of its call.
 */
export function keras2ModelConfig(graph: ModelGraph): Keras2ModelConfig {
  return isChain(graph) ? sequentialConfig(graph) : functionalConfig(graph);
}

/** Whether a graph is what Keras calls a Sequential, and can be written as one. */
export function isChain(graph: ModelGraph): boolean {
  return (
    notSerialReason(graph) === null &&
    graph.layers[0]?.className === 'InputLayer' &&
    !graph.layers.some(({ serialized }) => 'inbound_nodes' in serialized)
  );
}

/**
 * The architecture alone, as `model.to_json()` gives it and `model_from_json` takes it. Initializers are left out: Keras has its own,
 * and one that was given constants holds numbers of somebody's model.
 */
export function keras2Architecture(graph: ModelGraph): JsonObject {
  const { class_name, config } = keras2ModelConfig(graph);
  const bare = withoutInitializers(config) as JsonObject;
  return { class_name, config: bare, keras_version: KERAS_VERSION, backend: 'tensorflow' };
}

/** `keras2Architecture` as a file. */
export function writeDesign(graph: ModelGraph): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(keras2Architecture(graph), null, 2)}\n`);
}

function withoutInitializers(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutInitializers);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !key.endsWith('_initializer'));
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutInitializers(entry)]));
}

function sequentialConfig({ name, layers }: ModelGraph): Keras2ModelConfig {
  const configs = layers.map((node) => ({
    class_name: node.className,
    config: keras2Config(node),
  }));
  return { class_name: 'Sequential', config: { name, layers: configs } };
}

function functionalConfig({ name, layers, inputs, outputs }: ModelGraph): Keras2ModelConfig {
  const configs = layers.map((node) => ({
    class_name: node.className,
    config: keras2Config(node),
    name: node.name,
    inbound_nodes: node.className === 'InputLayer' ? [] : callsOf(node),
  }));
  return {
    class_name: 'Functional',
    config: {
      name,
      layers: configs,
      input_layers: inputs.map(endOf),
      output_layers: outputs.map(endOf),
    },
  };
}

function callsOf({ calls, serialized }: LayerNode): readonly Json[] {
  const { inbound_nodes: operation } = serialized;
  const [refs = []] = calls;
  // Keras 3 writes an object here, for operations that Keras 2 does not have.
  if (Array.isArray(operation)) return [callOn(operation, [...refs])];
  return calls.map((own) => own.map((ref): Json => [...endOf(ref), {}]));
}

/** An operation's call with the tensors that it has in this graph, in the order in which they stand there. */
function callOn(value: Json, refs: TensorRef[]): Json {
  if (Array.isArray(value)) {
    const [layer, call] = value as readonly Json[];
    const isTensor =
      typeof layer === 'string' && layer !== '_CONSTANT_VALUE' && typeof call === 'number';
    const ref = isTensor ? refs.shift() : undefined;
    const rest = (ref ? value.slice(3) : value) as readonly Json[];
    return [...(ref ? endOf(ref) : []), ...rest.map((entry) => callOn(entry, refs))];
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, callOn(entry, refs)]),
  );
}

function endOf({ layer, call, output }: TensorRef): readonly Json[] {
  return [layer, call, output];
}

/** Keys that Keras 3 puts beside the configuration of an object. */
const KERAS_3_ONLY: ReadonlySet<string> = new Set([
  'module',
  'registered_name',
  'build_config',
  'compile_config',
  'shared_object_id',
]);

/** Arguments of Keras 2.10's initializers; Keras 3 has more. @source keras 2.10 initializers/initializers_v2.py */
const INITIALIZER_KEYS: ReadonlySet<string> = new Set([
  ...['seed', 'mean', 'stddev', 'minval', 'maxval'],
  ...['value', 'scale', 'mode', 'distribution', 'gain'],
]);

/** Parameters that have another key in Keras 2, by class and Keras 3 key. */
const KERAS_2_KEY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LeakyReLU: { negative_slope: 'alpha' },
};

/**
 * A layer's configuration as Keras 2.10 and cnn2snn 2.x accept it, whatever version the layer was read from and
 * whatever passes made of it: plain dtypes, no `module` or `registered_name`, only keys that the class has there.
 * Layers of unknown type keep all keys that they came with.
 */
export function keras2Config(node: LayerNode): JsonObject {
  if (node.className === 'InputLayer') return inputConfig(node);
  const definition = layerDefinition(node.className);
  if (!definition) {
    const kept = Object.entries(node.serialized).filter(([key]) => key !== 'inbound_nodes');
    return { ...(plain(Object.fromEntries(kept)) as JsonObject), name: node.name };
  }
  const parameters = serializeConfig(
    definition.params as Parameters<typeof serializeConfig>[0],
    node.config as Readonly<Record<string, unknown>>,
    {},
  );
  const renamed = KERAS_2_KEY[definition.className] ?? {};
  const values: Readonly<Record<string, Json>> = {
    ...node.serialized,
    ...parameters,
    ...Object.fromEntries(
      Object.entries(renamed).map(([key3, key2]) => [key2, parameters[key3] ?? null]),
    ),
  };
  const config: Record<string, Json> = { name: node.name, trainable: true, dtype: 'float32' };
  for (const key of ['trainable', 'dtype', ...(keras2Keys[definition.className] ?? [])]) {
    const value = values[key];
    if (value !== undefined) config[key] = plainEntry(key, value);
  }
  return config;
}

function inputConfig(node: LayerNode): JsonObject {
  const { batchInputShape, batchShape } = node.config as Readonly<
    Record<'batchInputShape' | 'batchShape', Json | undefined>
  >;
  return {
    batch_input_shape: batchInputShape ?? batchShape ?? null,
    dtype: plainEntry('dtype', node.serialized['dtype'] ?? 'float32'),
    sparse: false,
    ragged: false,
    name: node.name,
  };
}

/** Types and policies that compute in 16 bits: weights are float32 here, and cnn2snn loads no such policy. */
const SHORT_FLOAT = /float16/;

function plainEntry(key: string, value: Json): Json {
  const result = plain(value);
  if (key === 'dtype')
    return typeof result === 'string' && !SHORT_FLOAT.test(result) ? result : 'float32';
  const isInitializer = key.endsWith('_initializer') && isJsonObject(result);
  if (!isInitializer || !isJsonObject(result['config'])) return result;
  const config = Object.entries(result['config']).filter(([name]) => INITIALIZER_KEYS.has(name));
  return { ...result, config: Object.fromEntries(config) };
}

/** A value without what Keras 3 adds: wrappers of dtypes and functions become their names. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(plain);
  if (!isJsonObject(value)) return value;
  const { class_name: className, config } = value;
  if (className === 'DTypePolicy' && isJsonObject(config)) return config['name'] ?? 'float32';
  // Policies of quantized layers, which Keras 2 does not know: the weights are float32 once they are read.
  if (typeof className === 'string' && className.endsWith('DTypePolicy')) return 'float32';
  if (className === 'function' && typeof config === 'string') return config;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !KERAS_3_ONLY.has(key))
      .map(([key, inner]) => [key, plain(inner)]),
  );
}
