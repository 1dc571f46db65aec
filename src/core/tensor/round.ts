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
