/** Potentials are held in 20 bits, signed. @source docs/reference/integer-semantics.md#saturation */
export const MIN_POTENTIAL = -(2 ** 19);
export const MAX_POTENTIAL = 2 ** 19 - 1;

/** The nearest value that 20 signed bits hold. */
export function saturate(potential: number): number {
  return Math.min(Math.max(potential, MIN_POTENTIAL), MAX_POTENTIAL);
}
