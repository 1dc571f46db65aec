import { expect, it } from 'vitest';
import { sharedImages } from './sharedImages.ts';

const images = (...rows: readonly (readonly [number, number])[]) => ({
  data: Uint8Array.from(rows.flat()),
  shape: [rows.length, 1, 2, 1],
});

it('counts the images of one set that are in another', () => {
  const a = images([1, 2], [3, 4], [5, 6]);
  expect(sharedImages(a, images([3, 4], [4, 3], [3, 4], [1, 2]))).toBe(3);
  expect(sharedImages(a, images([2, 1], [4, 5]))).toBe(0);
});

it('takes images of another size for others', () => {
  expect(sharedImages(images([1, 2]), { data: Uint8Array.of(1, 2), shape: [2, 1, 1, 1] })).toBe(0);
});
