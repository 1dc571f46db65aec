import type { AkidaModel } from '../akida/model.ts';
import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { readKerasH5 } from './readKerasH5.ts';

/** One file as the caller has it. `name` appears in errors, and tells the weight files of a model.json apart. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A model that was read: a Keras graph, or a network that is converted already. */
export type LoadedModel =
  | {
      readonly kind: 'keras';
      readonly format: 'keras2-h5' | 'keras3-h5' | 'keras3-zip' | 'tfjs-layers';
      /** Version of Keras (or of the TensorFlow.js converter) that wrote the file. */
      readonly version: string;
      readonly graph: ModelGraph;
    }
  | { readonly kind: 'akida'; readonly format: 'fbz'; readonly model: AkidaModel };

/**
 * Reads a model from the bytes of its files.
 */
export async function readModel(files: readonly ModelFile[]): Promise<LoadedModel> {
  const [file] = files;
  if (!file || files.length > 1)
    fail(
      'keras/not-one-model',
      {},
      files.map(({ name }) => name),
    );
  const { version, graph } = await readKerasH5(file.bytes, file.name);
  const format = version.startsWith('3') ? 'keras3-h5' : 'keras2-h5';
  return { kind: 'keras', format, version, graph };
}
