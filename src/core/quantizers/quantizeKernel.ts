import { fail } from '../errors/diagnostic.ts';
import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { roundHalfEven } from '../tensor/floats.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { weightQuantizer, weightQuantizers } from './index.ts';

/** Scale factors above it make thresholds too large for the chip. @source cnn2snn 2.3.6 quantization_ops.py */
export const MAX_SCALE_FACTOR = 1000;

/** A kernel on its integer grid. */
export interface QuantizedKernel {
  /** Integers, same order as the kernel, within the quantizer's range. */
  readonly weightInt: Int8Array;
  /** The real values on the grid that a quantized Keras layer computes with, float32. */
  readonly real: Float32Array;
  /** Integer steps per real unit, float32 [1] (per tensor) or [channels] (last axis). */
  readonly scaleFactor: Float32Array;
}

/**
 * Puts a float kernel on the integer grid of its quantizer, in float32 as the reference does.
 *     sf = clip(scaleFactor(w), 0, 1000)
 *     real = clip(round(w * sf), min, max) / sf          round half to even
 *     weightInt = round(real * sf)
 * @param kernel float32, output channels on the last axis
 * @param layer names the layer in errors
 * @throws StudioError quantize/unknown-quantizer, quantize/quantizer-bits, quantize/non-finite-weight
 * @source docs/reference/integer-semantics.md#rounding-a-kernel
 */
export function quantizeKernel(
  kernel: Tensor,
  config: QuantizerConfig,
  layer: string,
): QuantizedKernel {
  const scaleFactor = kernelScaleFactor(kernel, config, layer);
  const [min, max] = weightQuantizer(config.className)?.range(config.bits) ?? [0, 0];
  const { data } = kernel;
  const channels = scaleFactor.length;
  const real = new Float32Array(data.length);
  const weightInt = new Int8Array(data.length);
  for (let i = 0, channel = 0; i < data.length; i++) {
    const sf = scaleFactor[channel] as number;
    const rounded = roundHalfEven(Math.fround((data[i] as number) * sf));
    const level = rounded < min ? min : rounded > max ? max : rounded;
    // A scale factor of 0 (a kernel with enormous weights) leaves 0 / 0: the grid has only zero then.
    real[i] = sf === 0 ? 0 : level / sf;
    weightInt[i] = roundHalfEven(Math.fround((real[i] as number) * sf));
    if (++channel === channels) channel = 0;
  }
  return { weightInt, real, scaleFactor };
}

/** The clipped scale factors of a kernel, float32 [1] or [channels]. Throws as `quantizeKernel` does. */
export function kernelScaleFactor(
  kernel: Tensor,
  config: QuantizerConfig,
  layer: string,
): Float32Array {
  const quantizer = weightQuantizer(config.className);
  if (!quantizer) {
    const known = weightQuantizers.map((q) => q.className);
    fail('quantize/unknown-quantizer', { layer }, config.className, known);
  }
  const [lowest, highest] = quantizer.bits;
  if (!Number.isInteger(config.bits) || config.bits < lowest || config.bits > highest) {
    fail('quantize/quantizer-bits', { layer }, config.className, config.bits, quantizer.bits);
  }
  const odd = firstNonFinite(kernel.data);
  if (odd >= 0) fail('quantize/non-finite-weight', { layer }, odd, kernel.data[odd] as number);
  return quantizer
    .scaleFactor(kernel, config)
    .map((sf) => Math.min(Math.max(sf, 0), MAX_SCALE_FACTOR));
}

/** Index of the first NaN or infinite weight; -1 without one. A plain loop: it runs over every weight at every change of bits. */
function firstNonFinite(data: Float32Array): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}
