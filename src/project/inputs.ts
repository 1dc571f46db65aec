import { pixelsOf, type InputRange } from '../core/data/inputRange.ts';
import { startsLikeNpy } from '../core/data/readNpy.ts';
import { readDataset, shapedImages } from '../core/data/readDataset.ts';
import { readSamples } from '../core/data/readSamples.ts';
import { isStudioError } from '../core/errors/diagnostic.ts';
import type { ModelFile } from '../core/keras/modelFile.ts';
import type { Tensor } from '../core/tensor/tensor.ts';

/** Inputs for the network: uint8 (N, X, Y, C), with the class of each where the file says so. */
export interface InputImages {
  readonly images: Tensor<Uint8Array>;
  readonly labels: Int32Array | null;
}

/**
 * Reads inputs: labelled images (.npz, two idx files), or arrays without labels (.npy, .npz).
 * @param range  what the pixels 0 and 255 are in the files; null: they hold pixels
 * @throws StudioError data/*
 */
export function readInputs(
  files: readonly ModelFile[],
  range: InputRange | null = null,
): InputImages {
  const [first, ...more] = files;
  const isAlone = first !== undefined && more.length === 0;
  try {
    if (!isAlone || !startsLikeNpy(first.bytes)) return readDataset(files, 'testing', range);
  } catch (error) {
    const isUnlabelled =
      isStudioError(error) && error.diagnostics.some((d) => d.code === 'data/unknown-dataset');
    if (!isUnlabelled || !isAlone || !first.name.endsWith('.npz')) throw error;
  }
  const where = { file: first.name };
  return { images: pixelsOf(shapedImages(readSamples(first), where), where, range), labels: null };
}
