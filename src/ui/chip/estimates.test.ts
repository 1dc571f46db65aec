import { expect, it } from 'vitest';
import { ENERGY, POWER, quantityText, RATE, rangeOf, TIME } from './estimates.ts';

it.each([
  [0.3371, TIME, '0.34 ms'],
  [0.0337, TIME, '34 \u00b5s'],
  [1234, TIME, '1.2 s'],
  [8.03, ENERGY, '8 \u00b5J'],
  [3940, ENERGY, '3.9 mJ'],
  [912, POWER, '0.91 W'],
  [43.5, RATE, '44 frames/s'],
  [1234, RATE, '1,200 frames/s'],
  [0, TIME, '0 \u00b5s'],
])('%d as %s', (value, units, text) => {
  expect(quantityText(value, units)).toBe(text);
});

it('says how far an estimate may be off', () => {
  const range = (value: number, low: number, high: number) =>
    rangeOf({ value, low, high, basis: '' }, TIME);
  expect(range(1, 0.8, 1.2)).toBe('\u00b1 20 %');
  expect(range(0.34, 0.27, 0.57)).toBe('0.27 to 0.57 ms');
  // In the unit of the value, so that the three can be compared.
  expect(range(0.34, 0.02, 1.5)).toBe('0.02 to 1.5 ms');
});
