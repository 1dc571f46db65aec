import { seededRandom, shuffle } from '../qat/seededRandom.ts';

/** Which images train and which only judge. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Sets a share of every class aside for validation. The same labels, share and seed give the same split.
 * @param share  0 .. 1; of a class with n images round(n * share) are set aside, but never all of them
 */
export function splitImages(labels: Int32Array, share: number, seed: number): Split {
  const order = Uint32Array.from(labels.keys());
  shuffle(order, seededRandom(seed));
  const left = new Map<number, number>();
  for (const label of labels) left.set(label, (left.get(label) ?? 0) + 1);
  for (const [label, count] of left) {
    left.set(label, Math.min(count - 1, Math.round(count * share)));
  }
  const training: number[] = [];
  const validation: number[] = [];
  for (const index of order) {
    const label = labels[index] ?? 0;
    const wanted = left.get(label) ?? 0;
    if (wanted > 0) left.set(label, wanted - 1);
    (wanted > 0 ? validation : training).push(index);
  }
  return {
    training: Uint32Array.from(training).sort(),
    validation: Uint32Array.from(validation).sort(),
  };
}
