import { describe, expect, it } from 'vitest';
import type { Dataset } from '../data/readDataset.ts';
import {
  augmentImages,
  batchCount,
  blankPixel,
  datasetSource,
  imageSource,
  splitDataset,
  type EpochOptions,
} from './dataSource.ts';
import { memoryImages } from '../data/imageSet.ts';

/** Ten images of four pixels; pixel value = 10 * image + pixel. */
const dataset: Dataset = {
  images: {
    data: Uint8Array.from({ length: 40 }, (_, i) => 10 * Math.floor(i / 4) + (i % 4)),
    shape: [10, 2, 2, 1],
  },
  labels: Int32Array.from({ length: 10 }, (_, i) => i % 2),
};

async function collect(options: EpochOptions) {
  const images: number[] = [];
  const labels: number[] = [];
  const sizes: number[] = [];
  for await (const batch of datasetSource(dataset).batches(options)) {
    for (let i = 0; i < batch.labels.length; i++) images.push(batch.images.data[4 * i] ?? NaN);
    labels.push(...batch.labels);
    sizes.push(batch.labels.length);
  }
  return { images, labels, sizes };
}

it('gives all images once, in their order when they only judge', async () => {
  const all = await collect({ batchSize: 4, seed: 1, training: false });
  expect(all.images).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(all.sizes).toEqual([4, 4, 2]);
  expect(batchCount(datasetSource(dataset), 4)).toBe(3);
});

it('shuffles by the seed, labels with their images', async () => {
  const first = await collect({ batchSize: 3, seed: 5, training: true });
  expect(first).toEqual(await collect({ batchSize: 3, seed: 5, training: true }));
  expect(first.images).not.toEqual(
    (await collect({ batchSize: 3, seed: 6, training: true })).images,
  );
  expect([...first.images].sort((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(first.labels).toEqual(first.images.map((value) => (value / 10) % 2));
});

it('goes on where a checkpoint stopped', async () => {
  const all = await collect({ batchSize: 3, seed: 5, training: true });
  const rest = await collect({ batchSize: 3, seed: 5, training: true, skip: 2 });
  expect(rest.images).toEqual(all.images.slice(6));
});

it('shifts by whole pixels and fills what is laid bare', () => {
  const draws = [0.9, 0.9, 0.9];
  const images = { data: Uint8Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] };
  // 0.9 of 0 .. 2 is one pixel down and one to the right; no flip.
  augmentImages(images, { shift: 1, fill: 7 }, () => draws.shift() ?? 0);
  expect([...images.data]).toEqual([7, 7, 7, 1]);
});

it('fills with what the model takes for zero', () => {
  expect([blankPixel([255, 0]), blankPixel([128, 127.6]), blankPixel([1, -3])]).toEqual([
    0, 128, 0,
  ]);
});

it('mirrors left to right', () => {
  const draws = [0.1, 0.5, 0.5];
  const images = { data: Uint8Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] };
  augmentImages(images, { flip: true }, () => draws.shift() ?? 0);
  expect([...images.data]).toEqual([2, 1, 4, 3]);
});

it('splits every class', () => {
  const { training, validation } = splitDataset(dataset, 0.2, 1);
  expect([training.labels.length, validation.labels.length]).toEqual([8, 2]);
  expect([...validation.labels].sort()).toEqual([0, 1]);
  validation.labels.forEach((label, i) => {
    expect(((validation.images.data[4 * i] ?? NaN) / 10) % 2).toBe(label);
  });
});

const count = 23;
const striped = {
  images: {
    data: Uint8Array.from({ length: count * 16 }, (_, i) => i % 251),
    shape: [count, 4, 4, 1],
  },
  labels: Int32Array.from({ length: count }, (_, i) => i % 3),
};
const images = memoryImages(striped);
const all = Uint32Array.from(striped.labels.keys());

async function listOf<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of iterable) list.push(item);
  return list;
}

describe('imageSource', () => {
  const options = { batchSize: 5, seed: 3, training: true };

  it('leaves out skipped batches, and augments the others alike', async () => {
    const source = imageSource(images, all, { flip: true, shift: 1 });
    const whole = await listOf(source.batches(options));
    expect(await listOf(source.batches({ ...options, skip: 2 }))).toEqual(whole.slice(2));
    const plain = await listOf(imageSource(images, all).batches(options));
    expect(plain.map(({ labels }) => labels)).toEqual(whole.map(({ labels }) => labels));
    expect(plain).not.toEqual(whole);
  });

  it('keeps to the chosen images', async () => {
    const chosen = Uint32Array.of(2, 5, 7);
    const [batch] = await listOf(
      imageSource(images, chosen).batches({ ...options, training: false }),
    );
    expect([...(batch?.labels ?? [])]).toEqual([2, 2, 1]);
  });

  it('tells a failure of the reading to whoever takes that batch', async () => {
    let reads = 0;
    const failing = {
      ...images,
      read: (indices: Uint32Array) =>
        ++reads === 2 ? Promise.reject(new Error('gone')) : images.read(indices),
    };
    const taken: number[] = [];
    const run = async () => {
      for await (const { labels } of imageSource(failing, all).batches(options)) {
        taken.push(labels.length);
      }
    };
    await expect(run()).rejects.toThrow('gone');
    expect(taken).toEqual([5]);
  });
});

const many = 40;
const numbered: Dataset = {
  images: { data: Uint8Array.from({ length: many }, (_, i) => i), shape: [many, 1, 1, 1] },
  labels: Int32Array.from({ length: many }, (_, i) => i % 2),
};

it('sets a validation and a test part aside, labels with their images', () => {
  const { training, validation, test } = splitDataset(numbered, 0.1, 1, 0.2);
  const parts = [training, validation, test ?? training];
  expect(parts.map(({ labels }) => labels.length)).toEqual([28, 4, 8]);
  expect(new Set(parts.flatMap(({ images }) => [...images.data])).size).toBe(many);
  for (const { images, labels } of parts) {
    expect([...labels]).toEqual([...images.data].map((pixel) => pixel % 2));
  }
});

it('sets no test part aside where none is asked for', () => {
  expect(splitDataset(numbered, 0.1, 1).test).toBeNull();
});

it.each([
  [0, 0, 'qat/bad-setting'],
  [1, 0, 'qat/bad-setting'],
  [0.5, 0.5, 'qat/bad-setting'],
  [0.1, -0.1, 'qat/bad-setting'],
  [0.1, NaN, 'qat/bad-setting'],
])('refuses the shares %s and %s', (share, testShare, code) => {
  expect(() => splitDataset(numbered, share, 1, testShare)).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] }),
  );
});

it('refuses a set that is too small to be divided', () => {
  const two = {
    images: { data: Uint8Array.of(1, 2), shape: [2, 1, 1, 1] },
    labels: Int32Array.of(0, 0),
  };
  expect(() => splitDataset(two, 0.2, 1, 0.2)).toThrow(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({
          code: 'qat/too-few-images',
          expected: '3 images of at least one class',
          received: '2 of the class with most',
        }),
      ],
    }),
  );
});

it('sets at least one image of every class aside where a class has two', () => {
  const four = (count: number) => ({
    images: { data: new Uint8Array(count), shape: [count, 1, 1, 1] },
    labels: Int32Array.from({ length: count }, (_, i) => i % 3),
  });
  const field = splitDataset(four(12), 0.1, 1, 0.1);
  for (const part of [field.validation, field.test]) {
    expect([...(part?.labels ?? [])].sort()).toEqual([0, 1, 2]);
  }
  expect(splitDataset(four(6), 0.01, 1).validation.labels).toHaveLength(3);
  expect(() => splitDataset(four(3), 0.1, 1)).toThrow('qat/too-few-images');
});
