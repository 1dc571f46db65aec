import { fail } from '../core/errors/diagnostic.ts';
import { KERAS_METADATA, type ModelFile } from '../core/keras/modelFile.ts';
import { readModel, type LoadedModel } from '../core/keras/readModel.ts';

/** What is known of a model once its files are read. */
export interface ModelSummary {
  /** The main file's name, without folders; of a SavedModel the folder's. */
  readonly name: string;
  /** For people: `Keras 2 (.h5)`, `Akida 1.0 (.fbz)`. */
  readonly format: string;
  /** `akida`: an .fbz, already converted; its plan can change nothing. */
  readonly kind: 'keras' | 'akida';
  /** True: an architecture without weights. Its plan changes it as any other's; nothing runs and nothing converts. */
  readonly isDesign?: true;
  readonly bytes: number;
  readonly layers: number;
}

/** The open model. Never changes: everything else is derived from it and a plan. */
export interface StudioDocument {
  readonly summary: ModelSummary;
  readonly loaded: LoadedModel;
}

const FORMATS: Readonly<Record<LoadedModel['format'], string>> = {
  'keras2-h5': 'Keras 2 (.h5)',
  'keras3-h5': 'Keras 3 (.h5)',
  'keras3-zip': 'Keras 3 (.keras)',
  'keras-json': 'Keras architecture (.json)',
  'tfjs-layers': 'TensorFlow.js layers (model.json)',
  'saved-model': 'Keras 2 (SavedModel folder)',
  fbz: 'Akida 1.0 (.fbz)',
};

function formatOf(loaded: LoadedModel): string {
  // Read as the Keras 2 file that its own loader makes of it.
  const isKeras1 = loaded.kind === 'keras' && loaded.version.startsWith('1.');
  return isKeras1 ? 'Keras 1 (.h5)' : FORMATS[loaded.format];
}

/** Reads the files of one model. @throws StudioError of the reader, each with the file */
export async function readDocument(files: readonly ModelFile[]): Promise<StudioDocument> {
  const loaded = await readModel(files);
  const summary = {
    name: nameOf(files),
    format: formatOf(loaded),
    kind: loaded.kind,
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    layers: (loaded.kind === 'keras' ? loaded.graph : loaded.model).layers.length,
    ...(loaded.kind === 'keras' && loaded.graph.isDesign ? { isDesign: true as const } : {}),
  };
  return { summary, loaded };
}

function nameOf(files: readonly ModelFile[]): string {
  const parts = (name: string): readonly string[] => name.split(/[/\\]/);
  const metadata = files.find(({ name }) => KERAS_METADATA.test(name));
  if (metadata) return parts(metadata.name).at(-2) ?? 'saved_model';
  const main = files.find(({ name }) => name.endsWith('.json')) ?? files[0];
  return parts(main?.name ?? '').at(-1) ?? '';
}

/** A file as a browser holds it: a name and a handle. */
export interface BlobFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Reads handles. @throws StudioError studio/file-unreadable */
export function readFiles(files: readonly BlobFile[]): Promise<readonly ModelFile[]> {
  return Promise.all(
    files.map(async ({ name, blob }) => {
      try {
        return { name, bytes: new Uint8Array(await blob.arrayBuffer()) };
      } catch (error) {
        return fail('studio/file-unreadable', { file: name }, String(error));
      }
    }),
  );
}
