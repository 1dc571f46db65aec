import { fileKind, weightFilesOf } from '../../core/keras/modelFile.ts';
import { defineMethod } from './define.ts';

/** Enough to tell what a file is. */
const FIRST_BYTES = 4096;

/** Paths of the weight files that a model file names. */
export const listWeightFiles = defineMethod('listWeightFiles', async ({ file: { blob } }) => {
  const start = new Uint8Array(await blob.slice(0, FIRST_BYTES).arrayBuffer());
  // A large model in another format is not read twice.
  if (fileKind(start).kind !== 'json') return [];
  return weightFilesOf(new Uint8Array(await blob.arrayBuffer()));
});
