/**
 * Rounds to the nearest integer, ties to the even one, as NumPy and TensorFlow round.
 *     0.5 -> 0, 1.5 -> 2, -0.5 -> -0, -2.5 -> -2
 * @source https://numpy.org/doc/stable/reference/generated/numpy.rint.html
 */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * One IEEE 754 half-precision number.
 *     value = (-1)^sign * 2^(exponent - 15) * 1.fraction     exponent 0: subnormal, 31: infinite or NaN
 * @param half  the 16 bits
 * @source IEEE 754-2019, binary16
 */
export function floatFromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * A float32 with the fewest figures that tell it from its neighbours, as people wrote it.
 * @param value  as a file has it in 64 bits; numbers that no float32 equals are given in full
 * @example shortestFloat32(0.10000000149011612)  ->  '0.1'
 */
export function shortestFloat32(value: number): string {
  if (Math.fround(value) !== value) return String(value);
  for (let figures = 1; figures < 9; figures++) {
    const short = Number(value.toPrecision(figures));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}
