import { fail } from '../errors/diagnostic.ts';

/** Terms that a training can add to its loss so that fewer neurons fire. */
export const SPARSITY_KINDS = ['hoyer', 'l1'] as const;

export type SparsityKind = (typeof SPARSITY_KINDS)[number];

/**
 * What a training adds to its loss so that fewer neurons fire: over a batch of N images, a the real values (spikes * step) that the
 * activations of one layer send into the next,
 *     hoyer:  weight / N * sum over layers of (sum |a|)^2 / (sum a^2 + 1e-8)
 *     l1:     weight / N * sum over layers of sum |a|
 * The ratio of Hoyer-square does not change with the size of the values; it runs from 1 (one value is not zero) to their number (all are
 * equal), so that it stands for how many values an image fires: `weight` is what one of them costs. L1 makes values small, and some of them zero.
 * Both are Keras' activity regularizers, which divide by N as well: their strengths are these weights.
 * @source docs/reference/cost-model.md#training-for-fewer-events
 */
export interface Sparsity {
  readonly kind: SparsityKind;
  /** Above 0. */
  readonly weight: number;
}

/** Keeps a layer in which nothing fires from dividing by zero. @source docs/reference/cost-model.md#training-for-fewer-events */
export const HOYER_EPSILON = 1e-8;

/**
 * A sparsity term from a text.
 * @param text  kind:weight, for example "hoyer:1e-6"
 * @throws StudioError qat/bad-setting
 */
export function sparsityOf(text: string): Sparsity {
  const [, name, number] = /^(\w+):([\d.]+(?:e[+-]?\d+)?)$/i.exec(text.trim()) ?? [];
  const kind = SPARSITY_KINDS.find((known) => known === name);
  if (!kind) fail('qat/bad-setting', {}, 'sparsity', 'hoyer:WEIGHT or l1:WEIGHT', text);
  return checkSparsity({ kind, weight: Number(number) });
}

/** The text that `sparsityOf` reads. */
export function sparsityText({ kind, weight }: Sparsity): string {
  return `${kind}:${weight}`;
}

/** @throws StudioError qat/bad-setting for a weight that is no number above 0 */
export function checkSparsity(sparsity: Sparsity): Sparsity {
  const { weight } = sparsity;
  if (!(weight > 0) || !Number.isFinite(weight)) {
    fail('qat/bad-setting', {}, 'sparsity weight', 'a number above 0', String(weight));
  }
  return sparsity;
}
