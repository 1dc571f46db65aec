import { expect, it } from 'vitest';
import { fractionBits, saturate } from './fixedPoint.ts';

// What quantizeml 1.2 gives: FixedPoint.max_frac_bits(bits, range, clamp).
it.each([
  [8, 255, 0],
  [8, 1, 8],
  [4, 3.75, 2],
  [4, 15, 0],
  [4, 0.3, 4],
  [7, 127.5, 0],
  [3, 127.5, -4],
  [1, 0.9, 1],
])('%d bits that hold %d: %d fraction bits', (bits, range, expected) => {
  expect(fractionBits(bits, range)).toBe(expected);
});

it('may have more fraction bits than bits, and as many as it likes for nothing', () => {
  expect(fractionBits(8, 0.001, false)).toBe(17);
  expect(fractionBits(7, 0)).toBe(7);
});

it('cuts to what fits', () => {
  expect([saturate(200, 7), saturate(-200, 7), saturate(5, 7)]).toEqual([127, -128, 5]);
});
