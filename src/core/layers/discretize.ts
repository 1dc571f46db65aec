import { mapValues } from '../forward/kernels/broadcast.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Number of non-zero levels of an activation: 2^bits - 1. */
export function levelsOf(bits: number): number {
  return 2 ** bits - 1;
}

/**
 * Step of a QuantizedReLU: max_value / levels, both float32, rounded to float32.
 * @source cnn2snn 2.3.6 quantization_layers.py, QuantizedReLU (Apache-2.0)
 */
export function quantizedReluStep(bits: number, maxValue: number): number {
  return Math.fround(Math.fround(maxValue) / levelsOf(bits));
}

/**
 * Step of an ActivationDiscreteRelu: min(levels, 6) / levels, rounded to float32.
 * @source cnn2snn 2.3.6 quantization_layers.py, ActivationDiscreteRelu (Apache-2.0)
 */
export function discreteReluStep(bits: number): number {
  return Math.fround(Math.min(levelsOf(bits), 6) / levelsOf(bits));
}

/**
 * Rounds values up to the levels of a quantized activation.
 *     a = (x - step / 2) / step;  y = step * clip(a + (ceil(a) - a), 0, 2^bits - 1)
 * Every operation is rounded to float32. `a + (ceil(a) - a)` is how the toolkit passes gradients through the ceiling;
 * in float32 it can miss the integer by the last bit, and the reference outputs show it.
 * @param x     float32, any shape
 * @param step  value of one level, float32, > 0
 * @source cnn2snn 2.3.6 quantization_layers.py, QuantizedActivation; quantization_ops.py, ceil_through (Apache-2.0)
 */
export function discretize(x: Tensor, step: number, bits: number): Tensor {
  const { fround } = Math;
  const levels = levelsOf(bits);
  const threshold = fround(step * 0.5);
  return mapValues(x, (value) => {
    const a = fround(fround(value - threshold) / step);
    const ceiling = fround(a + fround(Math.ceil(a) - a));
    return step * Math.min(Math.max(ceiling, 0), levels);
  });
}
