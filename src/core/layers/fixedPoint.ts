/**
 * Fraction bits of a fixed-point number that holds a range in so many bits, in float32 as QuantizeML computes it:
 *     min(bits - ceil(log(range) / log(2)), bits)
 * TensorFlow's vector logarithm can differ from this one within 5 steps of float32 beside a power of two.
 * @param clamp  false: numbers below one may have more fraction bits than bits
 * @source quantizeml 1.2 tensors/fixed_point.py max_frac_bits (Apache-2.0)
 */
export function fractionBits(bits: number, range: number, clamp = true): number {
  const { fround, log } = Math;
  const whole = Math.ceil(fround(fround(log(fround(range))) / fround(Math.LN2)));
  return clamp ? Math.min(bits - whole, bits) : bits - whole;
}

/** Cuts to what a fixed-point number of so many bits and a sign holds. */
export function saturate(value: number, bits: number): number {
  return Math.min(Math.max(value, -(2 ** bits)), 2 ** bits - 1);
}
