import { notSerialReason, type ModelGraph, type TensorRef } from '../ir/graph.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { keras2Config } from './keras2Config.ts';

/** The version that cnn2snn 2.x runs on; newer Keras 2 reads its files too. */
export const KERAS_VERSION = '2.10.0';

/** What Keras 2.10 keeps as `model_config`. */
export interface Keras2ModelConfig {
  readonly class_name: 'Sequential' | 'Functional';
  readonly config: JsonObject;
}

/** A graph as Keras 2.10 describes it: a chain becomes a Sequential, anything else a Functional model. */
export function keras2ModelConfig(graph: ModelGraph): Keras2ModelConfig {
  const isChain = notSerialReason(graph) === null && graph.layers[0]?.className === 'InputLayer';
  return isChain ? sequentialConfig(graph) : functionalConfig(graph);
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
    inbound_nodes:
      node.className === 'InputLayer'
        ? []
        : node.calls.map((refs) => refs.map((ref): Json => [...endOf(ref), {}])),
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

function endOf({ layer, call, output }: TensorRef): readonly Json[] {
  return [layer, call, output];
}
