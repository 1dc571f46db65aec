import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';

/**
 * Applies a function of two values element by element; axes of size 1 stretch to the other's size.
 * @param a  float32, `shape` or 1 on each axis
 * @param b  float32, same rank
 * @returns float32 of the stretched shape
 */
export function broadcast(
  a: Tensor,
  b: Tensor,
  combine: (left: number, right: number) => number,
): Tensor {
  const shape = a.shape.map((dim, axis) => Math.max(dim, b.shape[axis] ?? 1));
  const output = new Float32Array(sizeOf(shape));
  const aSteps = steps(a.shape);
  const bSteps = steps(b.shape);
  const position = shape.map(() => 0);
  let fromA = 0;
  let fromB = 0;
  for (let at = 0; at < output.length; at++) {
    output[at] = combine(a.data[fromA] as number, b.data[fromB] as number);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const aStep = aSteps[axis] ?? 0;
      const bStep = bSteps[axis] ?? 0;
      const next = (position[axis] ?? 0) + 1;
      if (next < (shape[axis] ?? 1)) {
        position[axis] = next;
        fromA += aStep;
        fromB += bStep;
        break;
      }
      position[axis] = 0;
      fromA -= (next - 1) * aStep;
      fromB -= (next - 1) * bStep;
    }
  }
  return tensor(output, shape);
}

/** Distance between neighbours along each axis; 0 where the axis stretches. */
function steps(shape: readonly number[]): readonly number[] {
  return shape.map((dim, axis) => (dim === 1 ? 0 : sizeOf(shape.slice(axis + 1))));
}

/** Applies a function to every value. */
export function mapValues(input: Tensor, apply: (value: number) => number): Tensor {
  const output = new Float32Array(input.data.length);
  for (let i = 0; i < output.length; i++) output[i] = apply(input.data[i] as number);
  return tensor(output, input.shape);
}
