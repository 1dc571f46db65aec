import { expect, test } from 'vitest';
import {
  formatAccuracy,
  formatCount,
  formatDuration,
  formatLoss,
  formatPart,
} from './trainingStatus.ts';

test.each([
  [8.4, '8 s'],
  [60, '1 min'],
  [125, '2 min 5 s'],
  [4800, '1 h 20 min'],
  [7200, '2 h'],
])('%f seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('numbers keep the digits that mean something', () => {
  expect(formatAccuracy(0.97456)).toBe('97.5 %');
  expect([12.345, 2.3026, 0.04567].map(formatLoss)).toEqual(['12.3', '2.30', '0.046']);
  expect(formatCount(1234567)).toBe('1\u202f234\u202f567');
  expect(formatCount(60)).toBe('60');
  expect([0, 12345].map(formatPart)).toEqual(['none', '12\u202f345']);
});
