import { expect, it } from 'vitest';
import { floatFromHalf, roundHalfEven, shortestFloat32 } from './floats.ts';

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

it.each([
  [0x0000, 0],
  [0x8000, -0],
  [0x3c00, 1],
  [0xc000, -2],
  [0x3555, 0.333251953125],
  [0x7bff, 65504],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x7e00, NaN],
])('floatFromHalf(0x%s)', (half, value) => {
  expect(floatFromHalf(half)).toBe(value);
});

it.each([
  [0.10000000149011612, '0.1'],
  [0.30000001192092896, '0.3'],
  [-0.009999999776482582, '-0.01'],
  [1 / 3, String(1 / 3)],
  [0.1, '0.1'],
  [Math.fround(1 / 3), '0.33333334'],
  [6, '6'],
  [0, '0'],
  [Infinity, 'Infinity'],
  [NaN, 'NaN'],
])('writes %f as %s', (value, text) => {
  expect(shortestFloat32(value)).toBe(text);
});
