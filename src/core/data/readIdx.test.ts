import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { damaged, outcomeOf, seededRandom } from '../testing/damage.ts';
import { readIdx } from './readIdx.ts';

const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255);

test('reads images, gzipped or not', () => {
  const expected = { data: Uint8Array.of(1, 2, 3, 4, 5, 255), shape: [2, 1, 3] };
  expect(readIdx(images, 'a')).toEqual(expected);
  expect(readIdx(gzipSync(images), 'a.gz')).toEqual(expected);
});

test('numbers are big endian', () => {
  const bytes = Uint8Array.of(0, 0, 12, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xfe);
  expect(readIdx(bytes, 'a')).toEqual({ data: Int32Array.of(-2), shape: [1] });
});

describe('refuses', () => {
  test.each([
    ['no bytes', new Uint8Array(), 'data/not-idx'],
    ['an unknown type', Uint8Array.of(0, 0, 10, 1, 0, 0, 0, 0), 'data/not-idx'],
    ['no dimensions', Uint8Array.of(0, 0, 8, 0), 'data/not-idx'],
    ['a cut header', Uint8Array.of(0, 0, 8, 3, 0, 0), 'data/damaged-idx'],
    ['missing data', images.subarray(0, 20), 'data/damaged-idx'],
    [
      'a huge size',
      Uint8Array.of(0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255),
      'data/damaged-idx',
    ],
    ['a cut gzip file', gzipSync(images).subarray(0, 12), 'data/damaged-gzip'],
  ])('%s', (_, bytes, code) => {
    expect(outcomeOf(() => readIdx(bytes, 'a'))).toEqual([code]);
  });
});

test('damage ends in an array or a StudioError', () => {
  const random = seededRandom(3);
  const packed = gzipSync(images);
  for (let i = 0; i < 500; i++) {
    outcomeOf(() => readIdx(damaged(images, random), 'a'));
    outcomeOf(() => readIdx(damaged(packed, random), 'a.gz'));
  }
});
