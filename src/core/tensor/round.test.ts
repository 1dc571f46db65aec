import { expect, it } from 'vitest';
import { roundHalfEven } from './round.ts';

it.each([
  [0.5, 0],
  [1.5, 2],
  [2.5, 2],
  [-0.5, 0],
  [-1.5, -2],
  [-2.5, -2],
  [0.49999999, 0],
  [2.500001, 3],
  [-3.7, -4],
  [7, 7],
])('rounds %f to %i', (value, rounded) => {
  expect(roundHalfEven(value) + 0).toBe(rounded);
});
