import { seededRandom, shuffle } from '../tensor/seededRandom.ts';
import { sizeOf, type Tensor } from '../tensor/tensor.ts';

/** How the images of a set are divided: the rest trains. The same set and division give the same split. */
export interface Division {
  /** Share of every class that the best epoch is chosen by, 0 .. 1. */
  readonly validation: number;
  /** Share of every class that only judges, 0 .. 1. */
  readonly test: number;
  readonly seed: number;
}

/** How the settings of a training divide its images. */
export function divisionOf({
  validationShare,
  testShare,
  seed,
}: {
  readonly validationShare: number;
  readonly testShare: number;
  readonly seed: number;
}): Division {
  return { validation: validationShare, test: testShare, seed };
}

/** Whether two divisions give the same split of any set. */
export function isSameDivision(a: Division, b: Division): boolean {
  return a.validation === b.validation && a.test === b.test && a.seed === b.seed;
}

/** Numbers of the images that train, that choose the best epoch, and that judge: no image is in two of them. */
interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

export type PartName = keyof Split;

/**
 * Sets shares of every class aside. Which images test does not depend on the share that validates: judged on them, trainings with
 * another share for validation stay comparable.
 */
export function splitImages(labels: Int32Array, division: Division): Split {
  const order = Uint32Array.from(labels.keys());
  shuffle(order, seededRandom(division.seed));
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const wanted = new Map([...counts].map(([label, count]) => [label, splitCount(count, division)]));
  const parts: Record<PartName, number[]> = { training: [], validation: [], test: [] };
  for (const index of order) {
    const left = wanted.get(labels[index] ?? 0);
    const part = left && left.test > 0 ? 'test' : left && left.validation > 0 ? 'validation' : null;
    if (left && part) left[part]--;
    parts[part ?? 'training'].push(index);
  }
  return {
    training: Uint32Array.from(parts.training).sort(),
    validation: Uint32Array.from(parts.validation).sort(),
    test: Uint32Array.from(parts.test).sort(),
  };
}

/**
 * How many of a class with `count` images come to each part. One always trains; a part with a share gets at least one where there are
 * enough, the test before the validation: of two images one trains and one tests, of three each part gets one.
 */
export function splitCount(
  count: number,
  { validation, test }: Pick<Division, 'validation' | 'test'>,
): Record<PartName, number> {
  const taken = (share: number, most: number) =>
    share > 0 ? Math.max(0, Math.min(most, Math.max(1, Math.round(count * share)))) : 0;
  const reserved = validation > 0 && count > 2 ? 2 : 1;
  const tests = taken(test, count - reserved);
  const validates = taken(validation, count - tests - 1);
  return { training: count - tests - validates, validation: validates, test: tests };
}

/** How many images of all classes come to each part. */
export function splitCounts(
  classCounts: readonly number[],
  division: Pick<Division, 'validation' | 'test'>,
): Record<PartName, number> {
  const sum: Record<PartName, number> = { training: 0, validation: 0, test: 0 };
  for (const count of classCounts) {
    const parts = splitCount(count, division);
    for (const part of ['training', 'validation', 'test'] as const) sum[part] += parts[part];
  }
  return sum;
}

const WORDS: Readonly<Record<PartName, readonly [one: string, many: string]>> = {
  training: ['image trained on', 'images trained on'],
  validation: ['validation image', 'validation images'],
  test: ['test image not trained on', 'test images not trained on'],
};

/** What images of a part are called: `test images not trained on`. */
export function partWords(part: PartName): string {
  return WORDS[part][1];
}

/** What a figure was measured on, for people: `500 test images not trained on`. @param of  of so many, where some were taken */
export function describePart(part: PartName, count: number, of = count): string {
  const [one, many] = WORDS[part];
  return count < of ? `${count} of ${of} ${many}` : `${count} ${count === 1 ? one : many}`;
}

/** How many of the images in `b` are in `a` too, byte for byte. */
export function sharedImages(a: Tensor<Uint8Array>, b: Tensor<Uint8Array>): number {
  const size = sizeOf(a.shape.slice(1));
  if (size !== sizeOf(b.shape.slice(1))) return 0;
  const known = new Map<number, Uint8Array[]>();
  for (const image of imagesOf(a, size)) {
    const key = hashOf(image);
    const same = known.get(key);
    if (same) same.push(image);
    else known.set(key, [image]);
  }
  let shared = 0;
  for (const image of imagesOf(b, size)) {
    const candidates = known.get(hashOf(image)) ?? [];
    if (candidates.some((other) => other.every((pixel, i) => pixel === image[i]))) shared++;
  }
  return shared;
}

function* imagesOf({ data }: Tensor<Uint8Array>, size: number): Iterable<Uint8Array> {
  for (let from = 0; from < data.length; from += size) yield data.subarray(from, from + size);
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
