import { expect, it } from 'vitest';
import { discreteReluGrid, quantizedReLUGrid } from './activationGrid.ts';

const { fround } = Math;

// step by the formula of docs/reference/integer-semantics.md#activations, in float32
it.each([
  [quantizedReLUGrid(4, 6), { levels: 15, step: fround(0.4), threshold: fround(0.2), maxValue: 6 }],
  [quantizedReLUGrid(1, 1.7), { levels: 1, step: fround(1.7), maxValue: fround(1.7) }],
  [discreteReluGrid(1), { levels: 1, step: 1, threshold: 0.5, maxValue: 1 }],
  [discreteReluGrid(2), { levels: 3, step: 1, threshold: 0.5, maxValue: 3 }],
  [discreteReluGrid(4), { levels: 15, step: fround(0.4), threshold: fround(0.2) }],
])('%j', (grid, expected) => {
  expect(grid).toMatchObject(expected);
});
