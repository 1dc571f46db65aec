import { sizeOf, type Tensor } from '../tensor/tensor.ts';
import type { Dataset } from './readDataset.ts';
import { splitImages, type Division, type PartName } from './splitImages.ts';

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

/** Labelled images to train with. */
export interface LabelledData {
  readonly images: ImageSet;
  /** Test images of its own; null: a share of `images` tests. */
  readonly test: ImageSet | null;
}

/** Some images of a set. */
export interface DataPart {
  readonly images: ImageSet;
  readonly chosen: Uint32Array;
}

/** Parts that models are judged by: accuracy on images trained on says nothing of others. */
export type JudgingPart = Exclude<PartName, 'training'>;

/** Images to judge by. */
interface Judges extends DataPart {
  /** Which part they are of. */
  readonly part: JudgingPart;
}

/** The images that train, choose the best epoch, and judge. */
export function dataParts(
  { images, test }: LabelledData,
  division: Division,
): Readonly<Record<PartName, DataPart>> {
  const split = splitImages(images.labels, test ? { ...division, test: 0 } : division);
  return {
    training: { images, chosen: split.training },
    validation: { images, chosen: split.validation },
    test: test
      ? { images: test, chosen: Uint32Array.from(test.labels.keys()) }
      : { images, chosen: split.test },
  };
}

/**
 * Images that a model is judged by: the test images, without those that it was trained or validated with while the set was divided
 * another way; validation images that it was not trained on where no other is left.
 * @param earlier  divisions of the same set by which the model was trained before
 * @returns null where all images were trained on
 */
export function judgesOf(
  data: LabelledData,
  division: Division,
  earlier: readonly Division[],
): Judges | null {
  const { validation, test } = dataParts(data, division);
  const splits = earlier.map((before) => dataParts(data, before));
  const trained = new Set(splits.flatMap((split) => [...split.training.chosen]));
  const validated = new Set(splits.flatMap((split) => [...split.validation.chosen]));
  const tests = data.test
    ? test.chosen
    : test.chosen.filter((index) => !trained.has(index) && !validated.has(index));
  if (tests.length > 0) return { part: 'test', images: test.images, chosen: tests };
  const validates = validation.chosen.filter((index) => !trained.has(index));
  return validates.length > 0
    ? { part: 'validation', images: validation.images, chosen: validates }
    : null;
}

/** At most `most` of them, evenly over all: the labels of a file often come sorted. */
export function spread(chosen: Uint32Array, most: number): Uint32Array {
  const count = Math.min(most, chosen.length);
  return Uint32Array.from(
    { length: count },
    (_, i) => chosen[Math.floor((i * chosen.length) / count)] ?? 0,
  );
}
