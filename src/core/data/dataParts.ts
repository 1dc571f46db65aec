import type { ImageSet } from './imageSet.ts';
import { splitImages, type Division, type PartName } from './splitImages.ts';

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

/** Images to judge by. */
export interface Judges extends DataPart {
  /** Which part they are of. */
  readonly part: PartName;
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
 * another way; validation images that it was not trained on where no other is left; images trained on where all are.
 * @param earlier  divisions of the same set by which the model was trained before
 */
export function judgesOf(
  data: LabelledData,
  division: Division,
  earlier: readonly Division[],
): Judges {
  const { training, validation, test } = dataParts(data, division);
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
    : { part: 'training', ...training };
}

/** At most `most` of them, evenly over all: the labels of a file often come sorted. */
export function spread(chosen: Uint32Array, most: number): Uint32Array {
  const count = Math.min(most, chosen.length);
  return Uint32Array.from(
    { length: count },
    (_, i) => chosen[Math.floor((i * chosen.length) / count)] ?? 0,
  );
}
