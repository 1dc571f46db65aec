import type { ScaleGradient } from './define.ts';

/**
 * Gradient of sf = k / (threshold * std(w)), population standard deviation over the channel's N weights:
 *     d sf / d w = -sf / std * (w - mean) / (N * std)
 * A channel of equal weights has no deviation; its scale factor is clipped and does not move.
 * @source docs/reference/integer-semantics.md#gradients
 */
export const stdScaleGradient: ScaleGradient = (
  { kernel: { data }, scaleFactor, upstream },
  gradient,
) => {
  const channels = scaleFactor.length;
  const count = data.length / channels;
  const mean = new Float64Array(channels);
  data.forEach(
    (weight, i) => (mean[i % channels] = (mean[i % channels] as number) + weight / count),
  );
  const variance = new Float64Array(channels);
  data.forEach((weight, i) => {
    const n = i % channels;
    variance[n] = (variance[n] as number) + (weight - (mean[n] as number)) ** 2 / count;
  });
  data.forEach((weight, i) => {
    const n = i % channels;
    const spread = variance[n] as number;
    if (spread === 0) return;
    const slope = (-(scaleFactor[n] as number) * (weight - (mean[n] as number))) / (count * spread);
    gradient[i] = (gradient[i] as number) + (upstream[n] as number) * slope;
  });
};
