import { describe, expect, it, test } from 'vitest';
import { outcomeOf } from '../testing/damage.ts';
import { sampleFile } from '../testing/golden.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { readDataset, readLabelled, readTrainingData } from './readDataset.ts';
import { writeNpy, writeNpz } from './writeNpy.ts';

const images = { data: new Uint8Array(2 * 3 * 4), shape: [2, 3, 4] };
const labels = { data: Int32Array.of(7, 1), shape: [2] };

function npz(arrays: Record<string, Tensor<NumericArray>>) {
  return [{ name: 'data.npz', bytes: writeNpz(new Map(Object.entries(arrays))) }];
}

test('reads the CIFAR sample', () => {
  const bytes = sampleFile('cifar_test500.npz');
  const dataset = readDataset([{ name: 'cifar.npz', bytes }]);
  expect(dataset.images.shape).toEqual([500, 32, 32, 3]);
  expect(dataset.labels.subarray(0, 5)).toEqual(Int32Array.of(3, 8, 8, 0, 6));
});

describe('keys', () => {
  test.each([
    ['x_test', 'y_test'],
    ['X', 'Y'],
    ['images', 'labels'],
    ['arr_0', 'arr_1'],
  ])('%s and %s', (imagesKey, labelsKey) => {
    const dataset = readDataset(npz({ [imagesKey]: images, [labelsKey]: labels }));
    expect(dataset).toEqual({ images: { ...images, shape: [2, 3, 4, 1] }, labels: labels.data });
  });

  test('test data goes before training data', () => {
    const train = { data: Int32Array.of(0, 0), shape: [2] };
    const dataset = readDataset(
      npz({ x_train: images, y_train: train, x_test: images, y_test: labels }),
    );
    expect(dataset.labels).toEqual(labels.data);
  });
});

test('takes whole numbers of any type, vectors, and labels as a column', () => {
  const vectors = { data: Float32Array.of(0, 255, 3, 4), shape: [2, 2] };
  const dataset = readDataset(npz({ x: vectors, y: { ...labels, shape: [2, 1] } }));
  expect(dataset.images).toEqual({ data: Uint8Array.of(0, 255, 3, 4), shape: [2, 1, 1, 2] });
});

test('takes floats of a range, and tells two tables apart by their columns', () => {
  const x = { data: Float32Array.of(-1, 0, 1, 1, 0, -1), shape: [2, 3] };
  const y = { data: Float32Array.of(0, 1, 1, 0), shape: [2, 2] };
  const expected = {
    images: { data: Uint8Array.of(0, 128, 255, 255, 128, 0), shape: [2, 1, 1, 3] },
    labels: Int32Array.of(1, 0),
  };
  const range = { low: -1, high: 1 };
  expect(readDataset(npz({ x, y }), 'testing', range)).toEqual(expected);
  const [a, b] = [x, y].map((array, i) => ({ name: `${i}.npy`, bytes: writeNpy(array) }));
  if (!a || !b) throw new Error('two files');
  expect(readDataset([a, b], 'testing', range)).toEqual(expected);
  expect(readDataset([b, a], 'training', range)).toEqual(expected);
  expect(readLabelled([b, a]).images).toEqual({ data: x.data, shape: [2, 1, 1, 3] });
});

test('takes two idx files in either order', () => {
  const a = {
    name: 'images',
    bytes: Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8),
  };
  const b = { name: 'labels', bytes: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 5) };
  const expected = {
    images: { data: Uint8Array.of(9, 8), shape: [1, 1, 2, 1] },
    labels: Int32Array.of(5),
  };
  expect(readDataset([a, b])).toEqual(expected);
  expect(readDataset([b, a])).toEqual(expected);
  expect(outcomeOf(() => readDataset([a]))).toEqual(['data/unknown-dataset']);
});

describe('refuses', () => {
  test.each<[string, Record<string, Tensor<NumericArray>>, string]>([
    ['no labels', { x: images }, 'data/unknown-dataset'],
    ['nothing', {}, 'data/unknown-dataset'],
    [
      'scaled images whose range is not named',
      { x: { data: Float32Array.of(0.5, 1), shape: [2, 1] }, y: labels },
      'data/not-pixels',
    ],
    [
      'one image without axes',
      { x: { data: Uint8Array.of(1, 2), shape: [2] }, y: labels },
      'data/wrong-images',
    ],
    [
      'too few labels',
      { x: images, y: { data: Int32Array.of(1), shape: [1] } },
      'data/wrong-labels',
    ],
    [
      'rows without a class',
      { x: images, y: { data: new Int32Array(4), shape: [2, 2] } },
      'data/many-labels',
    ],
    [
      'negative labels',
      { x: images, y: { data: Int32Array.of(-1, 0), shape: [2] } },
      'data/wrong-labels',
    ],
  ])('%s', (_, arrays, code) => {
    expect(outcomeOf(() => readDataset(npz(arrays)))).toEqual([code]);
  });

  test('a file of another kind, and an archive that is none', () => {
    const bytes = new TextEncoder().encode('one,two');
    expect(outcomeOf(() => readDataset([{ name: 'a.txt', bytes }]))).toEqual([
      'data/unknown-dataset',
    ]);
    expect(outcomeOf(() => readDataset([{ name: 'a.npz', bytes }]))).toEqual(['data/not-zip']);
  });

  test('no files', () => {
    expect(outcomeOf(() => readDataset([]))).toEqual(['data/unknown-dataset']);
  });
});

function npzOf(...pairs: readonly (readonly [images: string, labels: string, pixel: number])[]) {
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
  const { training, test } = readTrainingData(
    npzOf([images, labels, 7], ['x_train', 'y_train', 3]),
  );
  expect([[...training.images.data], [...(test?.images.data ?? [])]]).toEqual([[3], [7]]);
});

it.each([
  ['x', 'y'],
  ['x_train', 'y_train'],
  ['x_test', 'y_test'],
])('has no test images where %s is all there is', (images, labels) => {
  const { training, test } = readTrainingData(npzOf([images, labels, 3]));
  expect([...training.images.data]).toEqual([3]);
  expect(test).toBeNull();
});
