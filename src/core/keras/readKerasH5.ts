import { diagnostic, fail, StudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import {
  assignWeights,
  namedWeights,
  type LayerWeights,
  type NamedWeight,
  type WeightEntry,
} from './layerWeights.ts';
import { buildGraph } from './buildGraph.ts';
import type { FlatLayer } from './flattenModel.ts';
import type * as Keras1 from './keras1.ts';
import { isKeras1 } from './keras1Version.ts';
import { needsRestoring, type Restore } from './keras3Types.ts';
import { Hdf5Error, withHdf5, type Hdf5File } from './hdf5File.ts';
import { parseModelConfig, type LayerConfig } from './modelConfig.ts';
import { parseJson } from './parseJson.ts';

/**
 * Reads a whole-model .h5 file of Keras 2 or 3: the attribute `model_config` and the group `model_weights`.
 * Optimizer state is left out.
 * @throws StudioError keras/damaged-hdf5 | keras/weights-only | keras/old-version | ...
 */
export async function readKerasH5(
  bytes: Uint8Array,
  file: string,
): Promise<{ version: string; graph: ModelGraph }> {
  let extras: Extras = {};
  for (;;) {
    const result = await onHdf5(bytes, file, (h5) => fromHdf5(h5, file, extras));
    if (typeof result === 'object') return result;
    extras = { ...extras, ...(await loadExtra(result)) };
  }
}

/** What only some files need; its code comes when one does. */
interface Extras {
  readonly keras1?: typeof Keras1;
  readonly restore?: Restore;
}

async function loadExtra(name: keyof Extras): Promise<Extras> {
  if (name === 'keras1') return { keras1: await import('./keras1.ts') };
  return { restore: (await import('./restoreWeights.ts')).restoreWeights };
}

/** The model, or what must be loaded first. */
function fromHdf5(
  h5: Hdf5File,
  file: string,
  { keras1, restore }: Extras,
): { version: string; graph: ModelGraph } | keyof Extras {
  const [config] = h5.strings('/', 'model_config') ?? [];
  if (config === undefined) refuseWithoutConfig(h5, file);
  const [stated] = h5.strings('/', 'keras_version') ?? [];
  const isOld = isKeras1(stated, config);
  if (isOld && !keras1) return 'keras1';
  const version = stated ?? (isOld ? '1' : '2.0.0');
  const json = parseJson(config, { file, path: 'model_config' });
  const names = isOld ? chunkedNames(h5, '/model_weights', 'layer_names') : [];
  const model = parseModelConfig(keras1 ? keras1.fromKeras1(json, names, file) : json, file);
  if (!restore && needsRestoring(model)) return 'restore';
  const graph = buildGraph(model, file, (layers) => {
    const weights = h5Weights(h5, layers, file, { rename: keras1?.variableOfKeras1 });
    const translated = keras1 ? keras1.weightsFromKeras1(weights) : weights;
    return restore ? restore(translated, file) : translated;
  });
  return { version, graph };
}

/** Runs on an HDF5 file; what HDF5 cannot do becomes a StudioError that names the file and the path inside. */
export async function onHdf5<T>(
  bytes: Uint8Array,
  file: string,
  use: (h5: Hdf5File) => T,
): Promise<T> {
  try {
    return await withHdf5(bytes, use);
  } catch (error) {
    if (!(error instanceof Hdf5Error)) throw error;
    const { path, byteOffset, message } = error;
    const where = { file, path, ...(byteOffset === undefined ? {} : { byteOffset }) };
    throw new StudioError([diagnostic('keras/damaged-hdf5', where, message)], { cause: error });
  }
}

function refuseWithoutConfig(h5: Hdf5File, file: string): never {
  const keys = h5.keys('/');
  const isWeights = h5.strings('/', 'layer_names') !== null || keys.includes('layers');
  if (isWeights || keys.includes('_layer_checkpoint_dependencies')) {
    fail('keras/weights-only', { file });
  }
  const what = `an HDF5 file with ${keys.length === 0 ? 'nothing in it' : keys.slice(0, 5).join(', ')}`;
  fail(
    'keras/other-format',
    { file, path: '/' },
    what,
    'Save the model in Keras with model.save("model.h5").',
  );
}

/** Where the weights of a file lie that is no whole model of Keras 2 or 3. */
interface Places {
  /** The group of all layers' groups; empty for the root. */
  readonly base?: string;
  /** The group of a layer, by the layer's name; empty where it has none. */
  readonly groupOf?: (layer: string) => string;
  /** A variable by the name that Keras 2 gives it. */
  readonly rename?: ((variable: string) => string) | undefined;
}

/** The weights of the layers, each from the group of its own name or of the nested model around it. */
export function h5Weights(
  h5: Hdf5File,
  layers: readonly FlatLayer[],
  file: string,
  { base = '/model_weights', groupOf = (layer) => layer, rename = (name) => name }: Places = {},
): LayerWeights {
  const groups = new Map<string, FlatLayer[]>();
  for (const layer of layers) {
    const top = layer.scope[0] ?? layer.layer.name;
    groups.set(top, [...(groups.get(top) ?? []), layer]);
  }
  const weights = new Map<LayerConfig, readonly WeightEntry[]>();
  for (const [top, members] of groups) {
    const group = groupOf(top);
    const stored = group === '' ? [] : variablesOf(h5, `${base}/${group}`);
    const variables = stored.map((weight) => ({
      ...weight,
      variable: rename(weight.variable),
    }));
    const [only] = members;
    if (only && only.scope.length === 0)
      weights.set(only.layer, namedWeights(only.layer, variables));
    else {
      for (const [layer, entries] of assignWeights(members, variables, top, file)) {
        weights.set(layer, entries);
      }
    }
  }
  return weights;
}

function variablesOf(h5: Hdf5File, group: string): readonly NamedWeight[] {
  if (!h5.has(group)) return [];
  return chunkedNames(h5, group, 'weight_names').map((variable) => {
    const path = `${group}/${variable}`;
    return { variable, path, ...h5.dataset(path) };
  });
}

/** Keras cuts lists of names above 64 kB into `weight_names0`, `weight_names1`, ... */
export function chunkedNames(h5: Hdf5File, group: string, name: string): readonly string[] {
  const whole = h5.strings(group, name);
  if (whole) return whole;
  const names: string[] = [];
  for (let i = 0; ; i++) {
    const part = h5.strings(group, `${name}${i}`);
    if (!part) return names;
    names.push(...part);
  }
}
