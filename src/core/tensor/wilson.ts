/** A share that was measured, and the range in which it lies for all images. All of them 0 .. 1. */
export interface MeasuredShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Of a normal distribution, this many deviations to both sides hold 95 %. */
const DEVIATIONS = 1.959964;

/**
 * The share of right answers among all images, from some that were tried, with its 95 % interval after Wilson:
 *     centre = (p + z^2 / 2n) / (1 + z^2 / n),   half = z * sqrt(p (1 - p) / n + z^2 / 4n^2) / (1 + z^2 / n)
 * It holds for few images and near 0 and 1 too, where the usual p +- z * sqrt(p (1 - p) / n) does not.
 * @param images  how many were tried, at least 1
 * @source E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212
 */
export function wilson(correct: number, images: number): MeasuredShare {
  const share = correct / images;
  const z2 = DEVIATIONS ** 2;
  const scale = 1 + z2 / images;
  const centre = (share + z2 / (2 * images)) / scale;
  const half =
    (DEVIATIONS * Math.sqrt((share * (1 - share)) / images + z2 / (4 * images ** 2))) / scale;
  // At 0 and 1 one bound is exact, whatever the rounding of the sum.
  return {
    share,
    low: correct === 0 ? 0 : centre - half,
    high: correct === images ? 1 : centre + half,
  };
}
