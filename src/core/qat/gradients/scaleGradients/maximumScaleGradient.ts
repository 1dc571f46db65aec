import type { ScaleGradient } from './define.ts';

/**
 * Gradient of sf = k / m with m = max over the channel of size(w):
 *     d sf / d m = -sf / m,   shared evenly by the weights that reach the maximum, as TensorFlow's reduce_max shares it
 * A channel whose maximum is not positive, or lies below the 1e-10 it is clipped to, has a scale factor that does not move.
 * @param size  Math.abs, or the weight itself for quantizers that look at positive weights alone
 * @source docs/reference/integer-semantics.md#gradients
 */
export function maximumScaleGradient(size: (weight: number) => number): ScaleGradient {
  return ({ kernel: { data }, scaleFactor, upstream }, gradient) => {
    const channels = scaleFactor.length;
    const largest = new Float64Array(channels).fill(-Infinity);
    const count = new Int32Array(channels);
    for (let i = 0; i < data.length; i++) {
      const n = i % channels;
      const value = size(data[i] as number);
      if (value > (largest[n] as number)) {
        largest[n] = value;
        count[n] = 1;
      } else if (value === largest[n]) count[n] = (count[n] as number) + 1;
    }
    for (let i = 0; i < data.length; i++) {
      const n = i % channels;
      const maximum = largest[n] as number;
      const weight = data[i] as number;
      if (size(weight) !== maximum || maximum < LOWEST_RANGE) continue;
      const slope = (-(scaleFactor[n] as number) / maximum) * Math.sign(weight);
      gradient[i] =
        (gradient[i] as number) + ((upstream[n] as number) * slope) / (count[n] as number);
    }
  };
}

/** The maximum of a channel is clipped to it from below. @source cnn2snn 2.3.6 quantization_ops.py */
const LOWEST_RANGE = Math.fround(1e-10);
