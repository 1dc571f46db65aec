import type { AkidaModel } from '../core/akida/model.ts';
import { fail } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import type { LoadedModel } from '../core/keras/readModel.ts';
import { readDocument, type StudioDocument } from '../project/document.ts';
import { readModelInput } from './files.ts';

/** Opens any model that the command line names, as the studio does. */
export function openModel(path: string): Promise<StudioDocument> {
  return readDocument(readModelInput(path));
}

/** Reads any model that the command line names. */
export async function loadModel(path: string): Promise<LoadedModel> {
  return (await openModel(path)).loaded;
}

/** Opens a Keras model. @throws StudioError cli/needs-keras-model for an .fbz */
export async function openKeras(path: string): Promise<StudioDocument> {
  const opened = await openModel(path);
  return opened.loaded.kind === 'keras' ? opened : fail('cli/needs-keras-model', { file: path });
}

/** Reads a Keras model. @throws StudioError cli/needs-keras-model for an .fbz */
export async function loadKeras(path: string): Promise<ModelGraph> {
  const loaded = await loadModel(path);
  return loaded.kind === 'keras' ? loaded.graph : fail('cli/needs-keras-model', { file: path });
}

/** Reads an .fbz. @throws StudioError cli/needs-akida-model for a Keras model */
export async function loadAkida(path: string): Promise<AkidaModel> {
  const loaded = await loadModel(path);
  return loaded.kind === 'akida' ? loaded.model : fail('cli/needs-akida-model', { file: path });
}
