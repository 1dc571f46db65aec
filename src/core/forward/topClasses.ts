import { sizeOf, type NumericArray, type Tensor } from '../tensor/tensor.ts';

/**
 * The class of each sample: the place of its largest output, the first of equals.
 * @param outputs  [samples, classes], or [samples, 1, 1, classes]
 * @returns int32 [samples]; null when the outputs are not one vector a sample
 */
export function topClasses({ shape, data }: Tensor<NumericArray>): Int32Array | null {
  const [samples = 0] = shape;
  const classes = shape.at(-1) ?? 0;
  if (sizeOf(shape) !== samples * classes) return null;
  const best = new Int32Array(samples);
  for (let i = 0; i < samples; i++) {
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) {
      const value = data[i * classes + c] ?? -Infinity;
      if (value <= largest) continue;
      largest = value;
      best[i] = c;
    }
  }
  return best;
}
