import { expect, test } from 'vitest';
import { spikesOf } from './spikes.ts';

/** [potential, threshold, floor(actStep * 16), bits, spikes], from the reference runtime. */
const REFERENCE: readonly (readonly [number, number, number, number, number])[] = [
  [0, 0, 16, 4, 0],
  [1, 0, 16, 4, 1],
  [15, 0, 16, 4, 15],
  [16, 0, 16, 4, 15],
  [-1, -2, 16, 4, 1],
  [4, 0, 16, 2, 1],
  [5, 0, 16, 2, 2],
  [100, 0, 16, 1, 1],
  [1, -1, 2, 4, 15],
  [967680, 600000, 480000, 4, 13],
  // The numerator wraps at 28 bits, the distance at 32.
  [2 ** 24, 0, 16000000, 4, 15],
  [2 ** 24 + 1, 0, 16000000, 4, 1],
  [-35, -(2 ** 31), 160000000, 4, 2],
  [35, -(2 ** 31), 160000000, 4, 0],
];

test.each(REFERENCE)('potential %i, threshold %i, step %i, %i bits -> %i', (...row) => {
  const [potential, threshold, step, bits, spikes] = row;
  expect(spikesOf(potential, threshold, step, bits)).toBe(spikes);
});

test('equals the formula of the specification in its whole sane range', () => {
  for (const bits of [1, 2, 4]) {
    for (const step of [1, 2, 3, 16, 17, 999, 65536, 2 ** 20 + 1]) {
      const q = step * (16 / 2 ** bits);
      for (let level = 0; level <= 2 ** bits; level++) {
        for (let distance = -2; distance <= 3; distance++) {
          const potential = Math.floor((level * q) / 16) + distance;
          const exact = Math.min(Math.max(Math.ceil((16 * potential) / q), 0), 2 ** bits - 1);
          expect(spikesOf(potential, 0, step, bits), `${potential} / ${q}`).toBe(exact);
        }
      }
    }
  }
});
