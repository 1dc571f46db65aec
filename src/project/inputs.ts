import { startsLikeNpy } from '../core/data/readNpy.ts';
import { imagesFrom, readDataset } from '../core/data/readDataset.ts';
import { readSamples } from '../core/data/readSamples.ts';
import { isStudioError } from '../core/errors/diagnostic.ts';
import type { ModelFile } from '../core/keras/modelFile.ts';
import type { Tensor } from '../core/tensor/tensor.ts';

/** Inputs for the network: uint8 (N, X, Y, C), with the class of each where the file says so. */
export interface InputImages {
  readonly images: Tensor<Uint8Array>;
  readonly labels: Int32Array | null;
}

/** Reads inputs: labelled images (.npz, two idx files), or arrays without labels (.npy, .npz). @throws StudioError data/* */
export function readInputs(files: readonly ModelFile[]): InputImages {
  const [first, ...more] = files;
  try {
    if (!first || !startsLikeNpy(first.bytes)) return readDataset(files);
  } catch (error) {
    const isUnlabelled =
      isStudioError(error) && error.diagnostics.some((d) => d.code === 'data/unknown-dataset');
    if (!isUnlabelled || !first?.name.endsWith('.npz') || more.length > 0) throw error;
  }
  return { images: imagesFrom(readSamples(first), { file: first.name }), labels: null };
}
