import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isJsonObject } from '../ir/json.ts';
import { buildGraph } from './buildGraph.ts';
import type { Hdf5File } from './hdf5File.ts';
import { needsRestoring, withRestoring, type Restore } from './keras3Types.ts';
import { parseModelConfig, type LayerConfig, type ModelConfig } from './modelConfig.ts';
import { parseJson } from './parseJson.ts';
import { onHdf5 } from './readKerasH5.ts';
import type { WeightEntry } from './layerWeights.ts';
import type { ZipArchive } from '../data/zip.ts';

/** The entries of a .keras archive. */
export const KERAS_ZIP = {
  config: 'config.json',
  metadata: 'metadata.json',
  weights: 'model.weights.h5',
} as const;
const { config: CONFIG, metadata: METADATA, weights: WEIGHTS } = KERAS_ZIP;

/**
 * Reads a .keras archive: config.json, metadata.json and model.weights.h5, whose paths are made of class names.
 * @throws StudioError keras/missing-part | data/damaged-zip-entry | keras/damaged-json | keras/damaged-hdf5 | ...
 */
export async function readKerasZip(
  zip: ZipArchive,
  file: string,
): Promise<{ version: string; graph: ModelGraph }> {
  const missing = [CONFIG, WEIGHTS].find((name) => !zip.names.includes(name));
  if (missing !== undefined) fail('keras/missing-part', { file }, missing, zip.names);
  const metadata = zip.names.includes(METADATA) ? jsonEntry(zip, METADATA, file) : {};
  const stated = isJsonObject(metadata) ? metadata['keras_version'] : undefined;
  const version = typeof stated === 'string' ? stated : '3';
  const config = parseModelConfig(jsonEntry(zip, CONFIG, file), file);
  const weights = zip.entry(WEIGHTS);
  const read = (h5: Hdf5File, restore: Restore | null) => {
    // Keras 2.12 to 2.15 write .keras files too, with the weights under names of their own.
    if (h5.has('/_layer_checkpoint_dependencies')) {
      fail('keras/old-version', { file }, version, 'Keras 3 for a .keras file');
    }
    if (!restore && needsRestoring(config)) return null;
    return buildGraph(config, file, () => {
      const stored = zipWeights(h5, config);
      return restore ? restore(stored, file) : stored;
    });
  };
  const graph = await withRestoring((restore) => onHdf5(weights, file, (h5) => read(h5, restore)));
  return { version, graph };
}

function jsonEntry(zip: ZipArchive, name: string, file: string) {
  const where = { file, path: name };
  const bytes = zip.entry(name);
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), where);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    fail('keras/damaged-json', where, 'it is no UTF-8 text');
  }
}

/** The weights of the layers, where Keras 3 keeps them: below class names. */
export function zipWeights(
  h5: Hdf5File,
  config: ModelConfig,
): Map<LayerConfig, readonly WeightEntry[]> {
  const weights = new Map<LayerConfig, readonly WeightEntry[]>();
  collect(h5, config, '', weights);
  return weights;
}

/**
 * Walks a model as Keras saves it: each layer under its class name, those after the first of a class numbered.
 * @source keras/src/saving/saving_lib.py _save_container_state (Keras 3.15, Apache-2.0)
 */
function collect(
  h5: Hdf5File,
  model: ModelConfig,
  base: string,
  weights: Map<LayerConfig, readonly WeightEntry[]>,
): void {
  const used = new Map<string, number>();
  for (const layer of model.layers) {
    const name = snakeCase(layer.className);
    const number = used.get(name) ?? 0;
    used.set(name, number + 1);
    const path = `${base}/layers/${name}${number === 0 ? '' : `_${number}`}`;
    if (layer.nested) collect(h5, layer.nested, path, weights);
    else if (h5.has(path)) weights.set(layer, variablesUnder(h5, path, ''));
  }
}

/** Variables of a layer in order, then those of the layers inside it, named `cell/0`. */
function variablesUnder(h5: Hdf5File, path: string, prefix: string): readonly WeightEntry[] {
  const keys = h5.keys(path);
  const own = keys.includes('vars') ? numbered(h5.keys(`${path}/vars`)) : [];
  const variables = own.map((key): WeightEntry => {
    const at = `${path}/vars/${key}`;
    return { name: `${prefix}${key}`, path: at, ...h5.dataset(at) };
  });
  const inner = keys
    .filter((key) => key !== 'vars')
    .flatMap((key) => variablesUnder(h5, `${path}/${key}`, `${prefix}${key}/`));
  return [...variables, ...inner];
}

/** HDF5 lists names by alphabet, `10` before `2`. */
function numbered(keys: readonly string[]): readonly string[] {
  return [...keys].sort((a, b) => Number(a) - Number(b));
}

/**
 * A class name as Keras 3 spells it in the paths of a .keras file: `SeparableConv2D` -> `separable_conv2d`.
 * @source keras/src/utils/naming.py to_snake_case (Keras 3.15, Apache-2.0)
 */
export function snakeCase(className: string): string {
  // A registered class of a package of its own is named "package>Class".
  return className
    .slice(className.lastIndexOf('>') + 1)
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
