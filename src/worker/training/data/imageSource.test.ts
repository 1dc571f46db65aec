import { describe, expect, it } from 'vitest';
import { memoryImages } from '../../../core/data/imageSet.ts';
import { datasetSource } from '../../../core/qat/dataSource.ts';
import { imageSource } from './imageSource.ts';

const count = 23;
const dataset = {
  images: {
    data: Uint8Array.from({ length: count * 16 }, (_, i) => i % 251),
    shape: [count, 4, 4, 1],
  },
  labels: Int32Array.from({ length: count }, (_, i) => i % 3),
};
const images = memoryImages(dataset);
const all = Uint32Array.from(dataset.labels.keys());

async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of iterable) list.push(item);
  return list;
}

describe('imageSource', () => {
  const options = { batchSize: 5, seed: 3, training: true };
  const augmentation = { flip: true, shift: 1 };

  it('gives the batches of a data set in memory, skipped ones too', async () => {
    const own = imageSource(images, all, augmentation);
    const theirs = datasetSource(dataset, augmentation);
    for (const skip of [0, 2]) {
      const batches = await collect(own.batches({ ...options, skip }));
      expect(batches).toEqual(await collect(theirs.batches({ ...options, skip })));
    }
  });

  it('keeps to the chosen images', async () => {
    const chosen = Uint32Array.of(2, 5, 7);
    const [batch] = await collect(
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
