import { expect, it } from 'vitest';
import { readTrainingData } from './readTrainingData.ts';
import { writeNpz } from './writeNpz.ts';

function npz(...pairs: readonly (readonly [images: string, labels: string, pixel: number])[]) {
  const arrays = pairs.flatMap(([images, labels, pixel]) => [
    [images, { data: Uint8Array.of(pixel), shape: [1, 1, 1] }] as const,
    [labels, { data: Int32Array.of(0), shape: [1] }] as const,
  ]);
  return [{ name: 'a.npz', bytes: writeNpz(new Map(arrays)) }];
}

it.each([
  ['x_test', 'y_test'],
  ['test_images', 'test_labels'],
  ['x_val', 'y_val'],
])('trains on x_train and tests on %s', (images, labels) => {
  const { training, test } = readTrainingData(npz([images, labels, 7], ['x_train', 'y_train', 3]));
  expect([[...training.images.data], [...(test?.images.data ?? [])]]).toEqual([[3], [7]]);
});

it.each([
  ['x', 'y'],
  ['x_train', 'y_train'],
  ['x_test', 'y_test'],
])('has no test images where %s is all there is', (images, labels) => {
  const { training, test } = readTrainingData(npz([images, labels, 3]));
  expect([...training.images.data]).toEqual([3]);
  expect(test).toBeNull();
});
