import { expect, it } from 'vitest';
import { randomPixels } from './prepare.ts';

const input = { shape: [20, 20, 5], kind: 'sparse', largest: 15 } as const;

it('gives values in range, about as many as asked for, the same for one seed', () => {
  const pixels = randomPixels({ input }, 0.1, 7);
  const active = pixels.filter((value) => value > 0);
  expect(pixels.length).toBe(2000);
  expect(active.length).toBeGreaterThan(120);
  expect(active.length).toBeLessThan(280);
  expect(Math.max(...active)).toBe(15);
  expect(randomPixels({ input }, 0.1, 7)).toEqual(pixels);
  expect(randomPixels({ input }, 0.1, 8)).not.toEqual(pixels);
});

it('fills everything where all is asked for', () => {
  expect(randomPixels({ input }, 1, 1).every((value) => value > 0)).toBe(true);
});
