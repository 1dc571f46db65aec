import { invariant } from '../../errors/diagnostic.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { weightQuantizer } from '../../quantizers/index.ts';
import { roundHalfEven } from '../../tensor/round.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { MAX_SCALE_FACTOR } from '../../quantizers/quantizeKernel.ts';
import { scaleGradients } from './scaleGradients/index.ts';

/**
 * Straight-through gradient of a weight quantizer, y = clip(round(w * sf), min, max) / sf with sf = clip(scale(w), 0, 1000):
 *     dw = dy * inside  +  dsf * d scale / dw,     inside: round(w * sf) lies in min .. max
 *     dsf = sum over the channel of dy * (w * inside - clip(round(w * sf), min, max) / sf) / sf
 * round passes the gradient through, clip keeps its own, and the gradient also flows through the scale factor.
 * @param kernel  master weights, float32, output channels on the last axis
 * @param upstream  gradient of the quantized weights, same order
 * @param scaleFactor  as `quantizeKernel` gave it, [1] or [channels]
 * @source docs/reference/integer-semantics.md#gradients; cnn2snn 2.3.6 quantization_ops.py (Apache-2.0)
 */
export function quantizerGradient(
  kernel: Tensor,
  upstream: Float32Array,
  config: QuantizerConfig,
  scaleFactor: Float32Array,
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
  const flowing = scaleUpstream.map((value, n) =>
    (raw[n] as number) > MAX_SCALE_FACTOR ? 0 : value,
  );
  scaleGradient({ kernel, config, scaleFactor: raw, upstream: flowing }, gradient);
  return gradient;
}
