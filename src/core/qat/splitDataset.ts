import type { Dataset } from '../data/readDataset.ts';
import { splitImages } from '../data/splitImages.ts';
import { fail } from '../errors/diagnostic.ts';
import { sizeOf } from '../tensor/tensor.ts';

/**
 * Sets a share of every class apart, at random but repeatably.
 * @param share  of the validation part, above 0 and below 1
 * @throws StudioError qat/bad-setting; qat/no-data when a part is left empty
 */
export function splitDataset(
  dataset: Dataset,
  share: number,
  seed: number,
): { readonly training: Dataset; readonly validation: Dataset } {
  if (!(share > 0 && share < 1)) {
    fail('qat/bad-setting', {}, 'split', 'a share above 0 and below 1', String(share));
  }
  const { training, validation } = splitImages(dataset.labels, share, seed);
  if (training.length === 0 || validation.length === 0) fail('qat/no-data', {});
  return { training: chosenOf(dataset, training), validation: chosenOf(dataset, validation) };
}

/** The images of those numbers, in that order. */
function chosenOf({ images, labels }: Dataset, chosen: Uint32Array): Dataset {
  const size = sizeOf(images.shape.slice(1));
  const data = new Uint8Array(chosen.length * size);
  chosen.forEach((index, i) => {
    data.set(images.data.subarray(index * size, (index + 1) * size), i * size);
  });
  return {
    images: { data, shape: [chosen.length, ...images.shape.slice(1)] },
    labels: Int32Array.from(chosen, (index) => labels[index] ?? 0),
  };
}
