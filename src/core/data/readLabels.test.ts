import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../testing/damage.ts';
import { fieldFile } from '../testing/doors.ts';
import type { NumericArray } from '../tensor/tensor.ts';
import { readDataset } from './readDataset.ts';
import { readNpz } from './readNpy.ts';
import { labelsFrom } from './readLabels.ts';

const where = { file: 'y.npy' };
const read = (data: NumericArray, shape: readonly number[], count: number) =>
  labelsFrom({ data, shape }, count, where);

test('one-hot rows of the field are read as classes', () => {
  const bytes = fieldFile('k19_onehot.npz');
  const { labels } = readDataset([{ name: 'k19_onehot.npz', bytes }]);
  // Each row holds one 1: its place is what numpy.argmax gives.
  const rows = readNpz(bytes, 'k19').get('y')?.data ?? [];
  expect(labels).toHaveLength(12);
  labels.forEach((label, i) => {
    expect([rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]].indexOf(1)).toBe(label);
  });
});

describe('reads', () => {
  test.each<[string, NumericArray, readonly number[], readonly number[]]>([
    ['numbers', Int32Array.of(2, 0), [2], [2, 0]],
    ['floats that are whole', Float32Array.of(2, 0), [2], [2, 0]],
    ['a column', Uint8Array.of(1, 0), [2, 1], [1, 0]],
    ['a row', Uint8Array.of(1, 0), [1, 2], [1, 0]],
    ['one-hot rows of bools or uint8', Uint8Array.of(0, 1, 1, 0), [2, 2], [1, 0]],
    ['one-hot rows of float64', Float64Array.of(0, 0, 1, 1, 0, 0), [2, 3], [2, 0]],
    ['one-hot rows with axes of size 1', Int8Array.of(0, 1, 1, 0), [2, 1, 1, 2], [1, 0]],
  ])('%s', (_, data, shape, expected) => {
    expect(read(data, shape, 2)).toEqual(Int32Array.from(expected));
  });

  test('one image with a one-hot row', () => {
    expect(read(Float32Array.of(0, 1, 0), [1, 3], 1)).toEqual(Int32Array.of(1));
  });
});

describe('refuses', () => {
  test.each<[string, NumericArray, readonly number[], string]>([
    ['soft labels', Float32Array.of(0.9, 0.1, 0, 1), [2, 2], 'data/soft-labels'],
    ['smoothed labels', Float32Array.of(0.95, 0.05, 0.05, 0.95), [2, 2], 'data/soft-labels'],
    ['one-hot rows of 255', Uint8Array.of(255, 0, 0, 255), [2, 2], 'data/soft-labels'],
    ['NaN', Float32Array.of(NaN, 1, 0, 1), [2, 2], 'data/soft-labels'],
    ['several classes', Uint8Array.of(1, 1, 0, 1), [2, 2], 'data/many-labels'],
    ['no class', Uint8Array.of(0, 1, 0, 0), [2, 2], 'data/many-labels'],
    ['a fraction', Float32Array.of(0.5, 1), [2], 'data/wrong-labels'],
    ['a negative number', Int32Array.of(-1, 1), [2], 'data/wrong-labels'],
    ['maps of classes', new Int32Array(8), [2, 2, 2], 'data/wrong-labels'],
    ['too few', Int32Array.of(1), [1], 'data/wrong-labels'],
    ['too many rows', new Int32Array(6), [3, 2], 'data/wrong-labels'],
    ['no columns', new Int32Array(0), [2, 0], 'data/wrong-labels'],
    ['a number without axis', Int32Array.of(1), [], 'data/wrong-labels'],
  ])('%s', (_, data, shape, code) => {
    expect(outcomeOf(() => read(data, shape, 2))).toEqual([code]);
  });
});
