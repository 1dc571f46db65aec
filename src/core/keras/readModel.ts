import type { AkidaModel } from '../akida/model.ts';
import { fail, isStudioError } from '../errors/diagnostic.ts';
import { readFbz } from '../fbz/readFbz.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isJsonObject } from '../ir/json.ts';
import {
  CHECKPOINT_INDEX,
  fileKind,
  firstBytes,
  KERAS_METADATA,
  modelFilesIn,
  namedPart,
  zipKind,
  type ModelFile,
} from './modelFile.ts';
import { refuseOtherTools } from './otherTools.ts';
import { parseJson } from './parseJson.ts';
import { readKerasH5 } from './readKerasH5.ts';
import { readKerasZip } from './readKerasZip.ts';
import { readTfjsLayers } from './readTfjsLayers.ts';
import { openZip } from '../data/zip.ts';

export type { ModelFile } from './modelFile.ts';

/** A model that was read: a Keras graph, or a network that is converted already. */
export type LoadedModel = KerasModel | AkidaFile;

export interface KerasModel {
  readonly kind: 'keras';
  readonly format:
    'keras2-h5' | 'keras3-h5' | 'keras3-zip' | 'keras-json' | 'tfjs-layers' | 'saved-model';
  /** Version of Keras, or of the TensorFlow.js converter, that wrote the file. */
  readonly version: string;
  readonly graph: ModelGraph;
}

export interface AkidaFile {
  readonly kind: 'akida';
  readonly format: 'fbz';
  readonly model: AkidaModel;
}

/**
 * Reads a model from the bytes of its files. What a file is follows from its content, never from its name.
 * @param files  one model file (.h5, .keras, .fbz), a model.json with its weight files, the files of `to_json` and `save_weights` (.h5, or a TensorFlow checkpoint), that of
 *   `to_json` alone (a design: its weights are not known), a SavedModel folder, in any order, or a zip with one of these inside
 * @throws StudioError keras/... or fbz/... for files that are no model, not supported, or damaged
 */
export async function readModel(files: readonly ModelFile[]): Promise<LoadedModel> {
  if (files.some(({ name }) => KERAS_METADATA.test(name))) return readFolder(files);
  const kinds = files.map((file) => ({ file, found: fileKind(file.bytes) }));
  const jsons = kinds.filter(({ found }) => found.kind === 'json').map(({ file }) => file);
  const [main] = jsons.length === 1 ? jsons : files.length === 1 ? files : [];
  if (!main) {
    fail(
      'keras/not-one-model',
      {},
      files.map(({ name }) => name),
    );
  }
  const others = files.filter((file) => file !== main);
  const { bytes, name } = main;
  const found = fileKind(bytes);
  switch (found.kind) {
    case 'hdf5': {
      const { version, graph } = await readKerasH5(bytes, name);
      const format = version.startsWith('3') ? 'keras3-h5' : 'keras2-h5';
      return kerasModel(format, version, graph, name);
    }
    case 'zip': {
      const zip = openZip(bytes, name);
      if (!zip.names.includes('config.json')) {
        const inside = modelFilesIn(zip.names)?.map((path) => ({
          name: path,
          bytes: zip.entry(path),
        }));
        if (inside && isModel(inside)) return readModel(inside);
        const { format, advice } = zipKind(zip.names);
        fail('keras/other-format', { file: name }, format, advice);
      }
      const { version, graph } = await readKerasZip(zip, name);
      return kerasModel('keras3-zip', version, graph, name);
    }
    case 'json':
      return readJsonModel(main, others);
    case 'foreign':
      return fail('keras/other-format', { file: name }, found.format, found.advice);
    case 'other':
      return { kind: 'akida', format: 'fbz', model: readAkida(main) };
  }
}

/** Whether unpacked files are what their names promise. */
function isModel(files: readonly ModelFile[]): boolean {
  return files.some(
    ({ name, bytes }) =>
      name.endsWith('.fbz') ||
      KERAS_METADATA.test(name) ||
      /^(hdf5|zip|json)$/.test(fileKind(bytes).kind),
  );
}

async function readFolder(files: readonly ModelFile[]): Promise<KerasModel> {
  const { readSavedModel } = await import('./readSavedModel.ts');
  const { version, graph } = readSavedModel(files);
  return kerasModel('saved-model', version, graph, files[0]?.name ?? '');
}

/** The graph keeps the version: a few functions differ between Keras 2 and 3. @throws StudioError keras/other-tool */
function kerasModel(
  format: KerasModel['format'],
  version: string,
  graph: ModelGraph,
  file: string,
): KerasModel {
  refuseOtherTools(graph, file);
  return { kind: 'keras', format, version, graph: { ...graph, kerasVersion: version } };
}

async function readJsonModel(main: ModelFile, shards: readonly ModelFile[]): Promise<LoadedModel> {
  const json = parseJson(new TextDecoder().decode(main.bytes), { file: main.name });
  if (isJsonObject(json) && 'class_name' in json && 'config' in json) {
    const { readArchitecture, readDesign } = await import('./readArchitecture.ts');
    const [weights, ...more] = shards;
    if (!weights) {
      const { version, graph } = readDesign(json, main.name);
      return kerasModel('keras-json', version, graph, main.name);
    }
    if (shards.some(({ name }) => CHECKPOINT_INDEX.test(name))) {
      const { readCheckpoint } = await import('./readCheckpoint.ts');
      const { version, graph } = readCheckpoint(json, main.name, shards);
      return kerasModel('keras2-h5', version, graph, main.name);
    }
    const isPair = more.length === 0 && fileKind(weights.bytes).kind === 'hdf5';
    if (!isPair) {
      fail(
        'keras/no-weights-file',
        { file: main.name },
        shards.map(({ name }) => name),
      );
    }
    const { version, graph } = await readArchitecture(json, main.name, weights);
    const format = version.startsWith('3') ? 'keras3-h5' : 'keras2-h5';
    return kerasModel(format, version, graph, main.name);
  }
  if (!isJsonObject(json) || !('modelTopology' in json)) {
    // Names of classes and the like lie beside many models.
    const [model, ...more] = shards;
    if (model && more.length === 0 && fileKind(model.bytes).kind === 'hdf5')
      return readModel(shards);
    const advice =
      'Open a TensorFlow.js model.json with its weight files, or save the model with model.save("model.h5").';
    fail('keras/other-format', { file: main.name }, 'a JSON file without a model', advice);
  }
  const { version, graph } = readTfjsLayers(json, shards, main.name);
  return kerasModel('tfjs-layers', version, graph, main.name);
}

/** An .fbz carries no signature. One that does not read is damaged if it is named so, else some unknown file. */
function readAkida({ bytes, name }: ModelFile): AkidaModel {
  try {
    return readFbz(bytes, name);
  } catch (error) {
    if (isStudioError(error) && !name.toLowerCase().endsWith('.fbz')) {
      const part = namedPart(name);
      if (part) fail('keras/other-format', { file: name }, part.format, part.advice);
      fail('keras/unknown-file', { file: name }, firstBytes(bytes));
    }
    throw error;
  }
}
