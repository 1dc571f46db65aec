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
