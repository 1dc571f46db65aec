import { expect, test } from 'vitest';
import { damaged, outcomeOf, seededRandom } from '../testing/damage.ts';
import { goldenFile, sampleFile } from '../testing/golden.ts';
import { readNpz } from './readNpz.ts';
import { writeNpz } from './writeNpz.ts';
import { writeZip } from './zip.ts';

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
