const NUMERATOR_RANGE = 2 ** 28;

/**
 * The spike value (0 .. 2^bits - 1) that a potential fires.
 *     q = floor(actStep * 16) * (16 / 2^bits)
 *     spikes = clip(ceil(16 * (potential - threshold) / q), 0, 2^bits - 1)
 * Dividing both by 16 / 2^bits leaves `ceil(2^bits * distance / step)` with step = floor(actStep * 16), and for a positive
 * distance ceil(a / b) = floor((a - 1) / b) + 1: that is how it is computed, exactly, in integers.
 * The runtime holds the distance in int32 and the numerator in 28 bits; both wrap. No sane model comes near
 * (|distance| <= 2^24 is safe), but files exist that do, so we wrap too.
 * @param potential  int32
 * @param threshold  int32
 * @param step  floor(actStep * 16), 1 .. 2^28 - 1
 * @source docs/reference/integer-semantics.md#spikes; the wrapping was found by comparing 120,000 random
 *         (distance, step, bits) with the reference runtime: no difference
 */
export function spikesOf(potential: number, threshold: number, step: number, bits: number): number {
  const distance = (potential - threshold) | 0;
  if (distance <= 0) return 0;
  const levels = 2 ** bits;
  const numerator = (distance * levels - 1) % NUMERATOR_RANGE;
  return Math.min(Math.floor(numerator / step) + 1, levels - 1);
}

/** Potentials are held in 20 bits, signed. @source docs/reference/integer-semantics.md#saturation */
export const MIN_POTENTIAL = -(2 ** 19);
export const MAX_POTENTIAL = 2 ** 19 - 1;

/** The nearest value that 20 signed bits hold. */
export function saturate(potential: number): number {
  return Math.min(Math.max(potential, MIN_POTENTIAL), MAX_POTENTIAL);
}
