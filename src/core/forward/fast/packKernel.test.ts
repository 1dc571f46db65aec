import { expect, it } from 'vitest';
import { tensor } from '../../tensor/tensor.ts';
import { filterSizes, lanesOf, packKernel } from './packKernel.ts';

/** [1, 1, 2, 3]: weights of input 0, then of input 1. */
const kernel = tensor(Float32Array.from([1, 2, 3, 10, 20, 30]), [1, 1, 2, 3]);

it('puts the filters of a panel beside each other', () => {
  const zeros = [0, 0, 0, 0, 0];
  expect([...packKernel(kernel, 1, 'plain')]).toEqual([1, 2, 3, ...zeros, 10, 20, 30, ...zeros]);
  expect(packKernel(kernel, 1, 'exact')).toEqual(Float64Array.from([1, 2, 3, 0, 10, 20, 30, 0]));
});

it('ends a window of an odd number of cells in a zero', () => {
  const odd = tensor(Float32Array.from([5, 6, 7]), [3, 1, 1, 1]);
  const packed = packKernel(odd, 1, 'exact');
  expect([0, 4, 8, 12].map((at) => packed[at])).toEqual([5, 6, 7, 0]);
});

it('gives every group panels of its own', () => {
  const packed = packKernel(tensor(Float32Array.from([1, 2, 3, 4]), [2, 1, 1, 2]), 2, 'exact');
  expect([0, 4, 8, 12].map((at) => packed[at])).toEqual([1, 3, 2, 4]);
  expect([...lanesOf(2, 1)]).toEqual([
    0,
    ...Array<number>(7).fill(-1),
    1,
    ...Array<number>(7).fill(-1),
  ]);
});

it('measures filters', () => {
  const sizes = filterSizes(tensor(Float32Array.from([3, 1, 4, 0]), [1, 1, 2, 2]));
  expect([...sizes]).toEqual([5, 1]);
});
