import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';

/**
 * Softmax along one axis, with the maximum taken off first.
 *     y = exp(x - max) / sum(exp(x - max))
 * @param axis  of the input, negative from the end
 */
export function softmaxAlong(input: Tensor, axis: number): Tensor {
  return alongAxis(input, axis, (exponential, sum) => exponential / sum);
}

/** Logarithm of the softmax along one axis: x - max - log(sum(exp(x - max))). */
export function logSoftmaxAlong(input: Tensor, axis: number): Tensor {
  return alongAxis(input, axis, (_exponential, sum, shifted) => shifted - Math.log(sum));
}

function alongAxis(
  input: Tensor,
  axis: number,
  finish: (exponential: number, sum: number, shifted: number) => number,
): Tensor {
  const index = axis < 0 ? input.shape.length + axis : axis;
  const size = input.shape[index] ?? 1;
  const step = sizeOf(input.shape.slice(index + 1));
  const output = new Float32Array(input.data.length);
  for (let block = 0; block < output.length; block += size * step) {
    for (let start = block; start < block + step; start++) {
      const end = start + size * step;
      let max = -Infinity;
      for (let i = start; i < end; i += step) max = Math.max(max, input.data[i] as number);
      let sum = 0;
      for (let i = start; i < end; i += step) sum += Math.exp((input.data[i] as number) - max);
      for (let i = start; i < end; i += step) {
        const shifted = (input.data[i] as number) - max;
        output[i] = finish(Math.exp(shifted), sum, shifted);
      }
    }
  }
  return tensor(output, input.shape);
}
