import { expect, test } from 'vitest';
import { outcomeOf } from '../testing/damage.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { readSamples } from './readSamples.ts';
import { writeNpy, writeNpz } from './writeNpy.ts';

const a = { data: Float32Array.of(1, 2), shape: [1, 2] };
const b = { data: Float32Array.of(3, 4, 5, 6), shape: [2, 2] };

test('one .npy', () => {
  expect(readSamples({ name: 'a.npy', bytes: writeNpy(b) })).toEqual(b);
});

test('joins the arrays of an .npz', () => {
  const bytes = writeNpz(
    new Map([
      ['a', a],
      ['b', b],
    ]),
  );
  expect(readSamples({ name: 'a.npz', bytes })).toEqual({
    data: Float32Array.of(1, 2, 3, 4, 5, 6),
    shape: [3, 2],
  });
});

test('refuses arrays that do not fit together, and empty archives', () => {
  const other = { data: Float32Array.of(1), shape: [1, 1] };
  const bytes = writeNpz(
    new Map([
      ['a', a],
      ['c', other],
    ]),
  );
  expect(outcomeOf(() => readSamples({ name: 'a.npz', bytes }))).toEqual(['data/wrong-samples']);
  const empty = writeNpz(new Map());
  expect(outcomeOf(() => readSamples({ name: 'a.npz', bytes: empty }))).toEqual([
    'data/wrong-samples',
  ]);
});

test('of a data set it takes the images, those that fit the purpose', () => {
  const labels = { data: Uint8Array.of(3), shape: [1] };
  const bytes = writeNpz(
    new Map<string, Tensor<NumericArray>>([
      ['x_test', a],
      ['y_test', labels],
      ['x_train', b],
      ['y_train', { data: Uint8Array.of(3, 4), shape: [2] }],
    ]),
  );
  expect(readSamples({ name: 'a.npz', bytes })).toEqual(a);
  expect(readSamples({ name: 'a.npz', bytes }, 'training')).toEqual(b);
});

test('joins arrays that only have the names of images and labels', () => {
  const bytes = writeNpz(
    new Map([
      ['x', a],
      ['y', b],
    ]),
  );
  expect(readSamples({ name: 'a.npz', bytes }).shape).toEqual([3, 2]);
});
