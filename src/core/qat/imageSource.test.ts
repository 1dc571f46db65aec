import { describe, expect, it } from 'vitest';
import { memoryImages } from '../data/imageSet.ts';
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

  it('leaves out skipped batches, and augments the others alike', async () => {
    const source = imageSource(images, all, { flip: true, shift: 1 });
    const whole = await collect(source.batches(options));
    expect(await collect(source.batches({ ...options, skip: 2 }))).toEqual(whole.slice(2));
    const plain = await collect(imageSource(images, all).batches(options));
    expect(plain.map(({ labels }) => labels)).toEqual(whole.map(({ labels }) => labels));
    expect(plain).not.toEqual(whole);
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
