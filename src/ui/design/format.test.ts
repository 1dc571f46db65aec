import { expect, it } from 'vitest';
import { formatDecibels, formatNumber, formatPercent } from './format.ts';

it.each([
  [0, '0'],
  [12345, '12,345'],
  [0.0123456, '0.01235'],
  [-3.14159, '-3.142'],
  [0.00000012, '1.20e-7'],
  [Infinity, 'Infinity'],
])('writes %s as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

it('writes shares and decibels with their unit', () => {
  expect(formatPercent(0.1234)).toBe('12.3 %');
  expect(formatDecibels(23.44)).toBe('23.4 dB');
  expect(formatDecibels(Infinity)).toBe('no error');
});
