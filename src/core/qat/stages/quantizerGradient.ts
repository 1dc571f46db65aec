import { invariant } from '../../errors/diagnostic.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { weightQuantizer } from '../../quantizers/index.ts';
import { roundHalfEven } from '../../tensor/floats.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { MAX_SCALE_FACTOR } from '../../quantizers/quantizeKernel.ts';

/**
 * Straight-through gradient of a weight quantizer, y = clip(round(w * sf), min, max) / sf with sf = clip(scale(w), 0, 1000):
 *     dw = dy * inside  +  dsf * d scale / dw,     inside: round(w * sf) lies in min .. max
 *     dsf = sum over the channel of dy * (w * inside - clip(round(w * sf), min, max) / sf) / sf
 * round passes the gradient through, clip keeps its own, and the gradient also flows through the scale factor.
 * @param kernel  master weights, float32, output channels on the last axis
 * @param upstream  gradient of the quantized weights, same order
 * @param scaleFactor  as `quantizeKernel` gave it, [1] or [channels]
 * @param limit  what scale factors are clipped to from above
 * @source docs/reference/integer-semantics.md#gradients; cnn2snn 2.3.6 quantization_ops.py (Apache-2.0)
 */
export function quantizerGradient(
  kernel: Tensor,
  upstream: Float32Array,
  config: QuantizerConfig,
  scaleFactor: Float32Array,
  limit = MAX_SCALE_FACTOR,
): Float32Array {
  const quantizer = weightQuantizer(config.className);
  const scaleGradient = scaleGradients[config.className];
  invariant(quantizer && scaleGradient, `no gradient of ${config.className}`);
  const [min, max] = quantizer.range(config.bits);
  const raw = quantizer.scaleFactor(kernel, config);
  const channels = scaleFactor.length;
  const gradient = new Float32Array(upstream.length);
  const scaleUpstream = new Float64Array(channels);
  for (let i = 0; i < upstream.length; i++) {
    const n = i % channels;
    const sf = scaleFactor[n] as number;
    const weight = kernel.data[i] as number;
    const dy = upstream[i] as number;
    const level = roundHalfEven(Math.fround(weight * sf));
    const inside = level >= min && level <= max;
    if (inside) gradient[i] = dy;
    if (sf === 0) continue;
    const reach = (inside ? weight : 0) - Math.min(Math.max(level, min), max) / sf;
    scaleUpstream[n] = (scaleUpstream[n] as number) + (dy * reach) / sf;
  }
  // A scale factor that was clipped does not move with the weights.
  const flowing = scaleUpstream.map((value, n) => ((raw[n] as number) > limit ? 0 : value));
  scaleGradient({ kernel, config, scaleFactor: raw, upstream: flowing }, gradient);
  return gradient;
}

/** What the gradient of a scale factor is made of. */
interface ScaleGradientInputs {
  readonly kernel: Tensor;
  readonly config: QuantizerConfig;
  /** Before clipping to [0, 1000]: [1] or [channels]. */
  readonly scaleFactor: Float32Array;
  /** Gradient of each scale factor. */
  readonly upstream: Float64Array;
}

/** Adds the gradient that reaches the weights through their scale factor to `gradient`. */
type ScaleGradient = (inputs: ScaleGradientInputs, gradient: Float32Array) => void;

/**
 * Gradient of sf = k / m with m = max over the channel of size(w):
 *     d sf / d m = -sf / m,   shared evenly by the weights that reach the maximum, as TensorFlow's reduce_max shares it
 * A channel whose maximum is not positive, or lies below the 1e-10 it is clipped to, has a scale factor that does not move.
 * @param size  Math.abs, or the weight itself for quantizers that look at positive weights alone
 * @source docs/reference/integer-semantics.md#gradients
 */
function maximumScaleGradient(size: (weight: number) => number): ScaleGradient {
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

/**
 * Gradient of sf = k / (threshold * std(w)), population standard deviation over the channel's N weights:
 *     d sf / d w = -sf / std * (w - mean) / (N * std)
 * A channel of equal weights has no deviation; its scale factor is clipped and does not move.
 * @source docs/reference/integer-semantics.md#gradients
 */
const stdScaleGradient: ScaleGradient = ({ kernel: { data }, scaleFactor, upstream }, gradient) => {
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

/** How the scale factor of each weight quantizer follows the weights, by the quantizer's class name. */
export const scaleGradients: Readonly<Record<string, ScaleGradient>> = {
  BinaryPerAxisQuantizer: maximumScaleGradient((weight) => weight),
  BinaryQuantizer: maximumScaleGradient((weight) => weight),
  MaxPerAxisQuantizer: maximumScaleGradient(Math.abs),
  MaxQuantizer: maximumScaleGradient(Math.abs),
  StdPerAxisQuantizer: stdScaleGradient,
  StdWeightQuantizer: stdScaleGradient,
};
