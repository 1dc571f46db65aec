import { describe, expect, it } from 'vitest';

import { goldenFile } from '../testing/golden.ts';
import { hdf5Hazard } from './hdf5Hazard.ts';

describe('hdf5Hazard', () => {
  const bytes = goldenFile('fuzz/fuzz_21_00/float.h5');
  const heap = bytes.findIndex(
    (_, at) => new TextDecoder().decode(bytes.subarray(at, at + 4)) === 'GCOL',
  );

  function damagedAt(offset: number, value: bigint): Uint8Array {
    const copy = bytes.slice();
    new DataView(copy.buffer).setBigUint64(offset, value, true);
    return copy;
  }

  it('lets whole files pass', () => {
    expect(hdf5Hazard(bytes)).toBeNull();
    expect(hdf5Hazard(goldenFile('keras3/nested.h5'))).toBeNull();
    expect(hdf5Hazard(new Uint8Array())).toBeNull();
  });

  it('tells how much of a file is missing', () => {
    expect(hdf5Hazard(bytes.subarray(0, bytes.length - 5))).toEqual({
      byteOffset: bytes.length - 5,
      problem: 'it is cut off, 5 bytes are missing at its end',
    });
  });

  it.each([
    ['a collection larger than the file', heap + 8, 2n ** 40n, heap],
    ['a collection of no size', heap + 8, 0n, heap],
    ['an object larger than its collection', heap + 24, 2n ** 20n, heap + 16],
    ['an object whose padded size wraps around to nothing', heap + 24, 2n ** 64n - 16n, heap + 16],
  ])('finds %s', (_, at, value, byteOffset) => {
    expect(hdf5Hazard(damagedAt(at, value))?.byteOffset).toBe(byteOffset);
  });
});
