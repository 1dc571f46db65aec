import { sizeOf, type Tensor } from '../tensor/tensor.ts';
import type { Dataset } from './readDataset.ts';

/** Height, width and channels of every image. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * Labelled images that are read as they are asked for: only the labels are all in memory, so that a folder larger than memory serves
 * as well as an array.
 */
export interface ImageSet {
  readonly shape: ImageShape;
  /** Class number of each image, [N]. */
  readonly labels: Int32Array;
  /** By class number; null where the data have only numbers. */
  readonly classNames: readonly string[] | null;
  /** The pixels lie in memory; otherwise they are decoded on every reading. */
  readonly inMemory: boolean;
  /** Some images, in that order: uint8 [count, ...shape]. The array is the caller's own. */
  readonly read: (indices: Uint32Array) => Promise<Tensor<Uint8Array>>;
}

/** A data set in memory as a set of images. */
export function memoryImages(
  { images, labels }: Dataset,
  classNames: readonly string[] | null = null,
): ImageSet {
  const [, height = 1, width = 1, channels = 1] = images.shape;
  const shape: ImageShape = [height, width, channels];
  const size = sizeOf(shape);
  return {
    shape,
    labels,
    classNames,
    inMemory: true,
    read: (indices) => {
      const data = new Uint8Array(indices.length * size);
      indices.forEach((index, i) => {
        data.set(images.data.subarray(index * size, (index + 1) * size), i * size);
      });
      return Promise.resolve({ data, shape: [indices.length, ...shape] });
    },
  };
}

/** How many images each class has, by class number. */
export function classCounts({
  labels,
  classNames,
}: Pick<ImageSet, 'labels' | 'classNames'>): readonly number[] {
  let classes = classNames?.length ?? 0;
  for (const label of labels) classes = Math.max(classes, label + 1);
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
