import { expect, test } from 'vitest';
import { outcomeOf } from '../testing/damage.ts';
import { readSamples } from './readSamples.ts';
import { writeNpy } from './writeNpy.ts';
import { writeNpz } from './writeNpz.ts';

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
