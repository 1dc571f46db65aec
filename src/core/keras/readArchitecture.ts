import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { layerDefinition } from '../layers/index.ts';
import { buildGraph } from './buildGraph.ts';
import type { FlatLayer } from './flattenModel.ts';
import type { Hdf5File } from './hdf5File.ts';
import type { LayerWeights } from './layerWeights.ts';
import type { ModelFile } from './modelFile.ts';
import { parseModelConfig, type ModelConfig } from './modelConfig.ts';
import { chunkedNames, h5Weights, onHdf5 } from './readKerasH5.ts';
import { zipWeights } from './readKerasZip.ts';
import { restoreWeights } from './restoreWeights.ts';

/**
 * Reads what `model.to_json()` wrote as a design: a model whose weights are still to come.
 * @throws StudioError keras/old-version | keras/design-too-large | ...
 */
export function readDesign(json: JsonObject, file: string): { version: string; graph: ModelGraph } {
  const version = versionOf(json['keras_version'] ?? ('module' in json ? '3' : '2.0.0'));
  if (version.startsWith('1.')) {
    fail('keras/old-version', { file }, version, 'an architecture of Keras 2 or 3');
  }
  return { version, graph: buildGraph(parseModelConfig(json, file), file, null) };
}

/**
 * Reads what `model.to_json()` and `model.save_weights()` wrote as one model. The weights may also be those of a whole
 * model's .h5. Layers find theirs by name, or in order where the names differ, as `load_weights` does.
 * @throws StudioError keras/old-version | keras/missing-weight | keras/damaged-hdf5 | ...
 */
export async function readArchitecture(
  json: JsonObject,
  file: string,
  weights: ModelFile,
): Promise<{ version: string; graph: ModelGraph }> {
  const config = parseModelConfig(json, file);
  return onHdf5(weights.bytes, weights.name, (h5) => {
    const [written] = h5.strings('/', 'keras_version') ?? [];
    const version = versionOf(
      json['keras_version'] ?? written ?? ('module' in json ? '3' : '2.0.0'),
    );
    if (version.startsWith('1.') || h5.has('/_layer_checkpoint_dependencies')) {
      const expected = 'a whole model, or weights as Keras 2.11 and older or Keras 3 save them';
      fail('keras/old-version', { file: weights.name }, version, expected);
    }
    const graph = buildGraph(config, file, (layers) =>
      restoreWeights(storedIn(h5, config, layers, weights.name), weights.name),
    );
    return { version, graph };
  });
}

function versionOf(stated: Json): string {
  return typeof stated === 'string' ? stated : '2.0.0';
}

function storedIn(
  h5: Hdf5File,
  config: ModelConfig,
  layers: readonly FlatLayer[],
  file: string,
): LayerWeights {
  if (h5.has('/layers')) return zipWeights(h5, config);
  const base = h5.has('/model_weights') ? '/model_weights' : '';
  const groups = chunkedNames(h5, base === '' ? '/' : base, 'layer_names').filter(
    (group) => chunkedNames(h5, `${base}/${group}`, 'weight_names').length > 0,
  );
  const names = config.layers.map(({ name }) => name);
  const byName = groups.every((group) => names.includes(group));
  const weighted = config.layers.filter(
    ({ className, nested }) => nested ?? layerDefinition(className)?.weights,
  );
  const groupOf = (layer: string) =>
    byName ? layer : (groups[weighted.findIndex(({ name }) => name === layer)] ?? '');
  return h5Weights(h5, layers, file, { base, groupOf });
}
