import { expect, it } from 'vitest';
import type { Tensor } from '../tensor/tensor.ts';
import { readTrainingData } from './readTrainingData.ts';
import { writeNpz } from './writeNpz.ts';

function npz(...pairs: readonly (readonly [images: string, labels: string, pixel: number])[]) {
  const arrays = new Map<string, Tensor<Uint8Array>>();
  for (const [images, labels, pixel] of pairs) {
    arrays.set(images, { data: Uint8Array.of(pixel), shape: [1, 1, 1] });
    arrays.set(labels, { data: Uint8Array.of(0), shape: [1] });
  }
  return [{ name: 'a.npz', bytes: writeNpz(arrays) }];
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
