import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../testing/damage.ts';
import { exact } from '../testing/exact.ts';
import { packSnappy, unpackSnappy } from './snappyBlock.ts';

const text = new TextEncoder().encode('spikes '.repeat(500));

test('packs and unpacks', () => {
  for (const bytes of [new Uint8Array(), Uint8Array.of(7), text, new Uint8Array(200_000)]) {
    expect(exact(unpackSnappy(packSnappy(bytes), 'a.fbz'))).toBe(exact(bytes));
  }
});

test.each([1, 2, 3, 100])('ignores %i zero bytes after the block', (padding) => {
  const packed = packSnappy(text);
  const padded = new Uint8Array(packed.length + padding);
  padded.set(packed);
  expect(unpackSnappy(padded, 'a.fbz')).toEqual(text);
});

test('reads literals with a length of their own, and all kinds of copies', () => {
  // Length 15; literal "abcd" with a one-byte length; copies of 4, 4 and 3 bytes with offsets of 1, 2 and 4 bytes.
  const block = [
    15,
    60 << 2,
    3,
    97,
    98,
    99,
    100,
    1,
    4,
    (3 << 2) | 2,
    8,
    0,
    (2 << 2) | 3,
    4,
    0,
    0,
    0,
  ];
  expect(new TextDecoder().decode(unpackSnappy(Uint8Array.from(block), 'a.fbz'))).toBe(
    'abcdabcdabcdabc',
  );
});

test('a Node Buffer gives plain bytes', () => {
  const unpacked = unpackSnappy(Buffer.from(packSnappy(text)), 'a.fbz');
  expect(unpacked.constructor).toBe(Uint8Array);
});

describe('refuses', () => {
  test.each([
    ['no bytes', []],
    ['a length without end', [255, 255, 255, 255, 255, 255]],
    ['a length that the block does not reach', [5, 0, 97]],
    ['a length of 4 GiB and nothing else', [255, 255, 255, 255, 15]],
    ['a cut literal', [5, 4 << 2, 97]],
    ['a cut literal length', [5, 61 << 2, 97]],
    ['a copy from before the start', [5, 0, 97, 1, 2]],
    ['a copy from itself', [5, 0, 97, 1, 0]],
    ['more than the length', [2, 2 << 2, 97, 98, 99]],
  ])('%s', (_, bytes) => {
    expect(outcomeOf(() => unpackSnappy(Uint8Array.from(bytes), 'a.fbz'))).toEqual([
      'fbz/damaged-snappy',
    ]);
  });
});
