import { mapValues } from '../kernels/broadcast.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The grid of a quantized activation. */
export interface ActivationGrid {
  readonly bits: number;
  /** Number of levels above zero, 2^bits - 1. */
  readonly levels: number;
  /** Real units per level, float32. */
  readonly step: number;
  /** Half a step, float32: values up to it are silent. */
  readonly threshold: number;
  /** Value of the highest level: max_value, or step * levels, float32. */
  readonly maxValue: number;
}

/** Value of ActivationDiscreteRelu's highest level, at most. @source cnn2snn 2.3.6 quantization_layers.py */
const DISCRETE_RELU_MAX = 6;

/**
 * Grid of a QuantizedReLU: step = float32(float32(max_value) / float32(levels)), threshold = float32(step * 0.5).
 * @source docs/reference/integer-semantics.md#activations
 */
export function quantizedReLUGrid(bits: number, maxValue: number): ActivationGrid {
  const levels = 2 ** bits - 1;
  const max = Math.fround(maxValue);
  const step = Math.fround(max / levels);
  return { bits, levels, step, threshold: Math.fround(step * 0.5), maxValue: max };
}

/** Grid of an ActivationDiscreteRelu: step = float32(min(levels, 6) / levels). */
export function discreteReluGrid(bits: number): ActivationGrid {
  const levels = 2 ** bits - 1;
  const step = Math.fround(Math.min(levels, DISCRETE_RELU_MAX) / levels);
  const maxValue = Math.fround(step * levels);
  return { bits, levels, step, threshold: Math.fround(step * 0.5), maxValue };
}

/**
 * Rounds values up to the levels of a quantized activation.
 *     a = (x - threshold) / step;  y = step * clip(a + (ceil(a) - a), 0, levels)
 * Every operation is rounded to float32. `a + (ceil(a) - a)` is how the toolkit passes gradients through the ceiling;
 * in float32 it can miss the integer by the last bit, and the reference outputs show it.
 * @param x  float32, any shape
 * @source cnn2snn 2.3.6 quantization_layers.py, QuantizedActivation; quantization_ops.py, ceil_through (Apache-2.0)
 */
export function discretize(x: Tensor, { step, threshold, levels }: ActivationGrid): Tensor {
  const { fround } = Math;
  return mapValues(x, (value) => {
    const a = fround(fround(value - threshold) / step);
    const ceiling = fround(a + fround(Math.ceil(a) - a));
    return step * Math.min(Math.max(ceiling, 0), levels);
  });
}
