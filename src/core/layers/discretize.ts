import { mapValues } from '../kernels/broadcast.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { ActivationGrid } from './activationGrid.ts';

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
