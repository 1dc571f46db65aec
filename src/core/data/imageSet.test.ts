import { describe, expect, it } from 'vitest';
import { classCounts, memoryImages } from './imageSet.ts';

const set = memoryImages({
  images: { data: Uint8Array.of(1, 2, 3, 4, 5, 6), shape: [3, 1, 2, 1] },
  labels: Int32Array.of(2, 0, 2),
});

describe('memoryImages', () => {
  it('reads images in the order asked for', async () => {
    expect(await set.read(Uint32Array.of(2, 0))).toEqual({
      data: Uint8Array.of(5, 6, 1, 2),
      shape: [2, 1, 2, 1],
    });
  });

  it('counts the images of every class, empty ones too', () => {
    expect(classCounts(set)).toEqual([1, 0, 2]);
    expect(classCounts({ ...set, classNames: ['a', 'b', 'c', 'd'] })).toEqual([1, 0, 2, 0]);
  });
});
