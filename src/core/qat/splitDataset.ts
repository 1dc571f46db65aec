import type { Dataset } from '../data/readDataset.ts';
import { splitImages, type Division } from '../data/splitImages.ts';
import { fail } from '../errors/diagnostic.ts';
import { sizeOf } from '../tensor/tensor.ts';

/** The parts of a data set; no image is in two of them. */
export interface SplitDataset {
  readonly training: Dataset;
  readonly validation: Dataset;
  /** Null where no share was asked for. */
  readonly test: Dataset | null;
}

/**
 * Sets shares of every class apart, at random but repeatably.
 * @param share  of the validation part, above 0 and below 1
 * @param testShare  of the test part; what is left after both trains
 * @throws StudioError qat/bad-setting; qat/no-data when a part is left empty
 */
export function splitDataset(
  dataset: Dataset,
  share: number,
  seed: number,
  testShare = 0,
): SplitDataset {
  if (!(share > 0 && share < 1)) {
    fail('qat/bad-setting', {}, 'split', 'a share above 0 and below 1', String(share));
  }
  if (!(testShare >= 0 && share + testShare < 1)) {
    const expected = `a share from 0 to less than ${Number((1 - share).toFixed(6))}`;
    fail('qat/bad-setting', {}, 'test split', expected, String(testShare));
  }
  const division: Division = { validation: share, test: testShare, seed };
  const { training, validation, test } = splitImages(dataset.labels, division);
  const wanted = [training, validation, ...(testShare > 0 ? [test] : [])];
  if (wanted.some(({ length }) => length === 0)) fail('qat/no-data', {});
  return {
    training: chosenOf(dataset, training),
    validation: chosenOf(dataset, validation),
    test: testShare > 0 ? chosenOf(dataset, test) : null,
  };
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
