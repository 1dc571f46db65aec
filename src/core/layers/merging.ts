import { broadcast, mapValues } from '../kernels/broadcast.ts';
import type { Shape, Tensor } from '../tensor/tensor.ts';
import { defineLayer } from './define.ts';
import { ParamError } from './params.ts';

export const add = defineMerge({
  className: 'Add',
  page: 'add',
  doc: 'Adds its inputs element by element.',
  combine: (a, b) => a + b,
});

export const subtract = defineMerge({
  className: 'Subtract',
  page: 'subtract',
  doc: 'Takes the second input from the first, element by element.',
  combine: (a, b) => a - b,
});

export const multiply = defineMerge({
  className: 'Multiply',
  page: 'multiply',
  doc: 'Multiplies its inputs element by element.',
  combine: (a, b) => a * b,
});

export const average = defineMerge({
  className: 'Average',
  page: 'average',
  doc: 'Averages its inputs element by element.',
  combine: (a, b) => a + b,
  finish: (sum, inputs) => sum / inputs,
});

export const maximum = defineMerge({
  className: 'Maximum',
  page: 'maximum',
  doc: 'Keeps the largest of its inputs, element by element.',
  combine: Math.max,
});

export const minimum = defineMerge({
  className: 'Minimum',
  page: 'minimum',
  doc: 'Keeps the smallest of its inputs, element by element.',
  combine: Math.min,
});

/** An element-wise merge: what tells it from the others. */
interface Merge {
  readonly className: string;
  /** Its page of Keras' documentation. */
  readonly page: string;
  readonly doc: string;
  /** Takes the inputs from left to right, two numbers at a time. */
  readonly combine: (left: number, right: number) => number;
  /** Makes the output of what was combined and of the number of inputs; default: as it is. */
  readonly finish?: (combined: number, inputs: number) => number;
}

function defineMerge({ className, page, doc, combine, finish }: Merge) {
  return defineLayer({
    className,
    role: 'merge',
    doc,
    source: `https://keras.io/api/layers/merging_layers/${page}/`,
    params: {},
    outputShape: mergedShape,
    forward: ({ inputs: [first, ...rest] }) => {
      if (first === undefined) throw new ParamError('at least one input', 'none');
      const combined = rest.reduce<Tensor>(
        (merged, input) => broadcast(merged, input, combine),
        first,
      );
      return finish ? mapValues(combined, (value) => finish(value, rest.length + 1)) : combined;
    },
  });
}

/** Output shape of an element-wise merge: axes of size 1 stretch. @throws ParamError when the inputs do not fit */
function mergedShape(_config: unknown, inputs: readonly Shape[]): Shape {
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
