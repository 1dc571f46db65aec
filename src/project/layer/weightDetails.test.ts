import { expect, it } from 'vitest';
import { histogramOf, spreadOf } from './weightDetails.ts';

it('spreads', () => {
  expect(spreadOf([3, -1, 2])).toEqual({ min: -1, median: 2, max: 3 });
  expect(spreadOf([])).toEqual({ min: 0, median: 0, max: 0 });
});

it.each([
  { values: [0, 1, 2, 3, 4], bins: 4, counts: [1, 1, 1, 2] },
  { values: [5, 5, 5], bins: 3, counts: [3, 0, 0] },
  { values: [0, NaN, 1, Infinity], bins: 2, counts: [1, 1] },
])('counts $values in $bins bins', ({ values, bins, counts }) => {
  expect(histogramOf(values, bins).counts).toEqual(counts);
});

it('has no bins for no values', () => {
  expect(histogramOf([], 4)).toEqual({ from: 0, to: 0, counts: [] });
});
