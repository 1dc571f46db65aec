import { broadcast } from '../kernels/broadcast.ts';
import type { Shape, Tensor } from '../tensor/tensor.ts';
import { ParamError } from './params.ts';

/** Output shape of an element-wise merge: axes of size 1 stretch. @throws ParamError when the inputs do not fit */
export function mergedShape(_config: unknown, inputs: readonly Shape[]): Shape {
  const [first, ...rest] = inputs;
  if (first === undefined) throw new ParamError('at least one input', 'none');
  return rest.reduce((merged, shape) => {
    if (merged.length !== shape.length) throw new ParamError('inputs of the same rank', inputs);
    return merged.map((dim, axis) => {
      const other = shape[axis] ?? null;
      if (dim === other || other === 1) return dim;
      if (dim === 1) return other;
      if (dim === null || other === null) return dim ?? other;
      throw new ParamError('inputs of the same shape', inputs);
    });
  }, first);
}

/** Combines the inputs from left to right, element by element. */
export function merge(
  [first, ...rest]: readonly Tensor[],
  combine: (left: number, right: number) => number,
): Tensor {
  if (first === undefined) throw new ParamError('at least one input', 'none');
  return rest.reduce((merged, input) => broadcast(merged, input, combine), first);
}
