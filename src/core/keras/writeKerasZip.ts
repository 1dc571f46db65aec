import { writeZip } from '../data/zip.ts';
import { needWeights, type ModelGraph } from '../ir/graph.ts';
import { layerDefinition } from '../layers/index.ts';
import { KERAS_3_VERSION, keras3ModelConfig } from './keras3ModelConfig.ts';
import { KERAS_ZIP, snakeCase } from './readKerasZip.ts';
import { createHdf5, orderedWeights } from './writeKerasH5.ts';

/**
 * Writes a graph as Keras 3 writes a .keras file: config.json, metadata.json, and model.weights.h5 with the variables of each layer
 * under `layers/CLASS_NAME_NUMBER/vars`. `keras.saving.load_model` opens it.
 * @throws StudioError keras/not-in-keras-3 | keras/missing-weight; graph/no-weights for a design
 * @source keras/src/saving/saving_lib.py (Keras 3.15, Apache-2.0)
 */
export async function writeKerasZip(graph: ModelGraph): Promise<Uint8Array> {
  needWeights(graph, 'Write the model with its weights');
  const config = keras3ModelConfig(graph);
  const entries = new Map([
    [KERAS_ZIP.metadata, jsonBytes({ keras_version: KERAS_3_VERSION })],
    [KERAS_ZIP.config, jsonBytes(config)],
    [KERAS_ZIP.weights, await weightsOf(graph)],
  ]);
  return writeZip(entries, false);
}

function jsonBytes(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function weightsOf(graph: ModelGraph): Promise<Uint8Array> {
  const weights = graph.layers.map((node) => orderedWeights(graph, node));
  return createHdf5((h5) => {
    const groups = groupNames(graph);
    for (const [i, node] of graph.layers.entries()) {
      const group = `/layers/${groups[i] ?? ''}/vars`;
      h5.createGroup('/', group.slice(1));
      h5.writeText(group, 'name', node.name);
      for (const [number, [, tensor]] of (weights[i] ?? []).entries()) {
        h5.writeFloats(group, String(number), tensor);
      }
    }
    h5.createGroup('/', 'vars');
    h5.writeText('/vars', 'name', graph.name);
  });
}

/** `conv2d`, `conv2d_1`, ...: the layers of each class numbered in their order. */
function groupNames({ layers }: ModelGraph): readonly string[] {
  const used = new Map<string, number>();
  return layers.map(({ className }) => {
    const name = snakeCase(layerDefinition(className)?.className ?? className);
    const number = used.get(name) ?? 0;
    used.set(name, number + 1);
    return number === 0 ? name : `${name}_${number}`;
  });
}
