import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import type { JsonObject } from '../ir/json.ts';
import { buildGraph } from './buildGraph.ts';
import { Checkpoint } from './checkpointVariables.ts';
import type { LayerWeights, WeightEntry } from './layerWeights.ts';
import { parseModelConfig, type LayerConfig, type ModelConfig } from './modelConfig.ts';
import { CHECKPOINT_INDEX, type ModelFile } from './modelFile.ts';
import { ProtoError } from './proto.ts';

/** What `tf.train.Checkpoint(model=...)` calls the model; `save_weights` saves the model itself. */
const WRAPPERS = ['model', 'net', 'network'];

/**
 * Reads what `model.to_json()` wrote and a TensorFlow checkpoint, as `model.save_weights("name")` of Keras 2 writes it, as one model.
 * Layers find their variables by their place among the layers, as Keras itself does.
 * @param files  the checkpoint's .index and .data files
 * @throws StudioError keras/damaged-checkpoint | keras/missing-part | keras/missing-weight | keras/weight-shape | ...
 * @source keras/engine/functional.py _layer_checkpoint_dependencies (Keras 2.10, Apache-2.0)
 */
export function readCheckpoint(
  json: JsonObject,
  file: string,
  files: readonly ModelFile[],
): { version: string; graph: ModelGraph } {
  const config = parseModelConfig(json, file);
  const indexes = files.filter(({ name }) => CHECKPOINT_INDEX.test(name));
  const [index, ...more] = indexes;
  if (!index || more.length > 0) {
    fail(
      'keras/not-one-model',
      { file },
      files.map(({ name }) => name),
    );
  }
  try {
    const checkpoint = new Checkpoint(index, files);
    const graph = buildGraph(config, file, () => weightsOf(checkpoint, config));
    const version = json['keras_version'];
    return { version: typeof version === 'string' ? version : '2.0.0', graph };
  } catch (error) {
    if (!(error instanceof ProtoError)) throw error;
    fail('keras/damaged-checkpoint', { file: index.name }, error.message);
  }
}

function weightsOf(checkpoint: Checkpoint, config: ModelConfig): LayerWeights {
  const top = checkpoint.partsOf(0);
  const wrapper = top.has('layer-0') ? undefined : WRAPPERS.find((name) => top.has(name));
  const weights = new Map<LayerConfig, readonly WeightEntry[]>();
  collect(checkpoint, config, wrapper === undefined ? 0 : (top.get(wrapper) ?? 0), weights);
  return weights;
}

function collect(
  checkpoint: Checkpoint,
  config: ModelConfig,
  root: number,
  weights: Map<LayerConfig, readonly WeightEntry[]>,
): void {
  const parts = checkpoint.partsOf(root);
  // A Sequential does not count its InputLayer among its layers.
  const isSequential = config.className === 'Sequential';
  const layers = config.layers.filter(
    ({ className }) => !isSequential || className !== 'InputLayer',
  );
  const saved = [...parts.keys()].filter((name) => /^layer-\d+$/.test(name)).length;
  if (saved !== layers.length) {
    throw new ProtoError(`it has ${saved} layers, and the architecture ${layers.length}`);
  }
  for (const [i, layer] of layers.entries()) {
    const name = `layer-${i}`;
    if (layer.nested) collect(checkpoint, layer.nested, parts.get(name) ?? -1, weights);
    else weights.set(layer, checkpoint.variablesOf([name], root));
  }
}
