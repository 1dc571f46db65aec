import { roundHalfEven } from '../tensor/floats.ts';

/** Largest finite value of the format. */
const MAX = 448;
/** Exponent of the smallest normal value; below it the steps stay as wide. */
const MIN_EXPONENT = -6;
const FRACTION_BITS = 3;

/**
 * The nearest value of the 8-bit float format e4m3fn, ties to even, clipped to its largest.
 *     0.3 -> 0.3125     1000 -> 448     NaN -> NaN
 * @source OCP 8-bit Floating Point Specification 1.0, E4M3; Keras clips before it rounds
 */
export function roundToFloat8(value: number): number {
  if (Number.isNaN(value) || value === 0) return value;
  const clipped = Math.min(Math.max(value, -MAX), MAX);
  const exponent = Math.max(exponentOf(Math.abs(clipped)), MIN_EXPONENT);
  const step = 2 ** (exponent - FRACTION_BITS);
  return roundHalfEven(clipped / step) * step;
}

/** floor(log2(x)), exactly: a logarithm may round up to the next power. */
function exponentOf(value: number): number {
  const guess = Math.floor(Math.log2(value));
  return 2 ** guess > value ? guess - 1 : 2 ** (guess + 1) <= value ? guess + 1 : guess;
}
