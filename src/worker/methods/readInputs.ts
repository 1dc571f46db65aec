import { imagesFrom, readDataset } from '../../core/data/readDataset.ts';
import { readSamples } from '../../core/data/readSamples.ts';
import { fail, isStudioError } from '../../core/errors/diagnostic.ts';
import type { InputImages, ModelFile } from './contract.ts';
import { defineMethod } from './define.ts';

/** Reads inputs for the network: labelled images, or arrays without labels. @throws StudioError data/* */
export const readInputs = defineMethod('readInputs', async ({ files }, { progress, transfer }) => {
  progress({ step: 'Reading the data', fraction: null });
  const read = await Promise.all(files.map(readBytes));
  const inputs = inputsFrom(read);
  const { buffer, byteLength } = inputs.images.data;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) transfer(buffer);
  return inputs;
});

function inputsFrom(files: readonly { name: string; bytes: Uint8Array }[]): InputImages {
  const [first, ...more] = files;
  const isNpy = first?.bytes[0] === 0x93;
  try {
    if (!isNpy) return readDataset(files);
  } catch (error) {
    const isUnlabelled =
      isStudioError(error) && error.diagnostics.some((d) => d.code === 'data/unknown-dataset');
    if (!isUnlabelled || !first?.name.endsWith('.npz') || more.length > 0) throw error;
  }
  return { images: imagesFrom(readSamples(first), { file: first.name }), labels: null };
}

async function readBytes({ name, blob }: ModelFile): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name, bytes: new Uint8Array(await blob.arrayBuffer()) };
  } catch (error) {
    fail('studio/file-unreadable', { file: name }, String(error));
  }
}
