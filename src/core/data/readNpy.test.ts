import { describe, expect, test } from 'vitest';
import { damaged, outcomeOf, seededRandom } from '../testing/damage.ts';
import { goldenFile, sampleFile } from '../testing/golden.ts';
import { readNpy, readNpz } from './readNpy.ts';
import { writeNpy, writeNpz } from './writeNpy.ts';
import { writeZip } from './zip.ts';

/** A .npy by hand, as the format's specification describes it. */
function npy(
  descr: string,
  shape: string,
  data: readonly number[],
  { version = 1, fortran = false } = {},
): Uint8Array {
  const order = fortran ? 'True' : 'False';
  const header = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
  const length = version === 1 ? [header.length, 0] : [header.length, 0, 0, 0];
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length];
  return new Uint8Array([...magic, ...new TextEncoder().encode(header), ...data]);
}

describe('element types', () => {
  test.each([
    ["'|b1'", [1, 0], Uint8Array.of(1, 0)],
    ["'|u1'", [255, 2], Uint8Array.of(255, 2)],
    ["'|i1'", [255, 2], Int8Array.of(-1, 2)],
    ["'<i2'", [0xfe, 0xff, 1, 2], Int16Array.of(-2, 513)],
    ["'>i2'", [0xff, 0xfe, 2, 1], Int16Array.of(-2, 513)],
    ["'<u2'", [0xfe, 0xff, 1, 2], Uint16Array.of(65534, 513)],
    ["'>i4'", [0xff, 0xff, 0xff, 0xfe, 0, 0, 1, 0], Int32Array.of(-2, 256)],
    ["'<u4'", [0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0], Uint32Array.of(4294967295, 1)],
    [
      "'<i8'",
      [0xfe, 255, 255, 255, 255, 255, 255, 255, 3, 0, 0, 0, 0, 0, 0, 0],
      Int32Array.of(-2, 3),
    ],
    [
      "'>i8'",
      [255, 255, 255, 255, 255, 255, 255, 0xfe, 0, 0, 0, 0, 0, 0, 0, 3],
      Int32Array.of(-2, 3),
    ],
    ["'<u8'", [2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0], Int32Array.of(2, 3)],
    ["'<f2'", [0x00, 0x3c, 0x01, 0x80], Float32Array.of(1, -(2 ** -24))],
    ["'<f2'", [0x00, 0x7c, 0x55, 0xb5], Float32Array.of(Infinity, -0.333251953125)],
    ["'>f4'", [0x3f, 0xc0, 0, 0, 0, 0, 0, 0], Float32Array.of(1.5, 0)],
    ["'<f8'", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0], Float64Array.of(1.5, 0)],
  ])('%s', (descr, bytes, expected) => {
    expect(readNpy(npy(descr, '(2,)', bytes), 'a.npy')).toEqual({ data: expected, shape: [2] });
  });
});

test.each([1, 2, 3])('version %i', (version) => {
  expect(readNpy(npy("'|u1'", '()', [7], { version }), 'a.npy')).toEqual({
    data: Uint8Array.of(7),
    shape: [],
  });
});

test('Fortran order becomes C order', () => {
  const bytes = npy("'|u1'", '(2, 3)', [0, 3, 1, 4, 2, 5], { fortran: true });
  expect(readNpy(bytes, 'a.npy').data).toEqual(Uint8Array.of(0, 1, 2, 3, 4, 5));
  const cube = npy("'|u1'", '(2, 2, 2)', [0, 4, 2, 6, 1, 5, 3, 7], { fortran: true });
  expect(readNpy(cube, 'a.npy').data).toEqual(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7));
});

describe('refuses', () => {
  test.each([
    ['no bytes', new Uint8Array(), 'data/not-npy'],
    ['a zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0), 'data/not-npy'],
    ['version 9', npy("'|u1'", '(1,)', [0], { version: 9 }), 'data/not-npy'],
    ['a short file', npy("'<i4'", '(2,)', [0, 0, 0, 0]), 'data/damaged-npy'],
    ['a long file', npy("'|u1'", '(2,)', [0, 0, 0, 0]), 'data/damaged-npy'],
    ['a huge shape', npy("'|u1'", '(4294967296, 4294967296)', [0]), 'data/damaged-npy'],
    [
      'an empty shape with a huge axis',
      npy("'|u1'", '(99999999999999999999,)', []),
      'data/damaged-npy',
    ],
    ['a negative size', npy("'|u1'", '(-1,)', []), 'data/damaged-npy'],
    [
      'no header',
      Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 200, 0),
      'data/damaged-npy',
    ],
    ['strings', npy("'<U3'", '(0,)', []), 'data/unsupported-dtype'],
    ['objects', npy("'|O'", '(0,)', []), 'data/unsupported-dtype'],
    ['complex numbers', npy("'<c8'", '(0,)', []), 'data/unsupported-dtype'],
    ['structured arrays', npy("[('a', '<i4')]", '(0,)', []), 'data/unsupported-dtype'],
    ['2^31 as int64', npy("'<i8'", '(1,)', [0, 0, 0, 0x80, 0, 0, 0, 0]), 'data/integer-too-large'],
    ['2^31 as uint64', npy("'<u8'", '(1,)', [0, 0, 0, 0x80, 0, 0, 0, 0]), 'data/integer-too-large'],
    [
      '2^64 - 1',
      npy("'<u8'", '(1,)', [255, 255, 255, 255, 255, 255, 255, 255]),
      'data/integer-too-large',
    ],
  ])('%s', (_, bytes, code) => {
    expect(outcomeOf(() => readNpy(bytes, 'a.npy'))).toEqual([code]);
  });
});

test('writes what it reads, for every array kind', () => {
  const arrays = [
    Float32Array.of(1.5, -2),
    Float64Array.of(0.1, -2),
    Int8Array.of(-1, 2),
    Int16Array.of(-300, 2),
    Int32Array.of(-70000, 2),
    Uint8Array.of(255, 2),
    Uint16Array.of(65535, 2),
    Uint32Array.of(4294967295, 2),
  ];
  for (const data of arrays) {
    expect(readNpy(writeNpy({ data, shape: [2, 1] }), 'a.npy')).toEqual({ data, shape: [2, 1] });
  }
  expect(readNpy(writeNpy({ data: Int8Array.of(5), shape: [] }), 'a.npy').shape).toEqual([]);
});

test('writes the bytes that numpy writes', () => {
  const bytes = goldenFile('fuzz/fuzz_21_00/inputs.npy');
  expect(writeNpy(readNpy(bytes, 'inputs.npy'))).toEqual(bytes);
});

test('damage ends in an array or a StudioError', () => {
  const random = seededRandom(1);
  const bytes = goldenFile('fuzz/fuzz_21_00/predict.npy');
  for (let i = 0; i < 500; i++) outcomeOf(() => readNpy(damaged(bytes, random), 'predict.npy'));
});

test('reads the arrays of a numpy archive', () => {
  const arrays = readNpz(sampleFile('cifar_test500.npz'), 'cifar.npz');
  expect([...arrays].map(([name, { shape }]) => [name, shape])).toEqual([
    ['x', [500, 32, 32, 3]],
    ['y', [500]],
  ]);
  expect(arrays.get('x')?.data).toBeInstanceOf(Uint8Array);
});

test('reads only the wanted arrays', () => {
  const bytes = sampleFile('cifar_test500.npz');
  expect([...readNpz(bytes, 'cifar.npz', (name) => name === 'y').keys()]).toEqual(['y']);
});

test('leaves out entries that are not arrays', () => {
  const bytes = writeZip(new Map([['README.txt', Uint8Array.of(1)]]));
  expect(readNpz(bytes, 'a.npz').size).toBe(0);
});

test('writes what it reads, deflated, and the same bytes every time', () => {
  const arrays = new Map([
    ['conv/1', { data: new Int32Array(1000), shape: [10, 100] }],
    ['b', { data: Float32Array.of(0.5), shape: [] }],
  ]);
  const bytes = writeNpz(arrays);
  expect(readNpz(bytes, 'a.npz')).toEqual(arrays);
  expect(bytes.length).toBeLessThan(1000);
  expect(writeNpz(arrays)).toEqual(bytes);
});

test('refuses what is not a zip, and claims that no archive can hold', () => {
  expect(outcomeOf(() => readNpz(new Uint8Array(100), 'a.npz'))).toEqual(['data/not-zip']);
  const bytes = writeNpz(new Map([['a', { data: new Uint8Array(1000), shape: [1000] }]]));
  const directory = bytes.findLastIndex((byte, i) => byte === 0x50 && bytes[i + 2] === 1);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(directory + 24, 0xf0000000, true);
  expect(outcomeOf(() => readNpz(bytes, 'a.npz'))).toEqual(['data/damaged-zip-entry']);
});

test('damage ends in arrays or a StudioError', () => {
  const random = seededRandom(2);
  const bytes = goldenFile('fuzz/fuzz_21_00/layers.npz');
  for (let i = 0; i < 500; i++) outcomeOf(() => readNpz(damaged(bytes, random), 'layers.npz'));
});
