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
