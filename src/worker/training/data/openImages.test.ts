import { describe, expect, it } from 'vitest';
import { writeNpy, writeNpz } from '../../../core/data/writeNpy.ts';
import { writeZip } from '../../../core/data/zip.ts';
import { sampleFile } from '../../../core/testing/golden.ts';
import type { ImageShape } from '../../../core/data/imageSet.ts';
import { openImages } from './openImages.ts';
import { rowImages } from './rowImages.ts';

const shape: ImageShape = [4, 3, 1];
const pixels = Uint8Array.from({ length: 5 * 12 }, (_, i) => i);
const labels = Uint8Array.of(1, 0, 2, 1, 0);
const images = writeNpy({ data: pixels, shape: [5, 4, 3, 1] });
const classes = writeNpy({ data: labels, shape: [5] });
/** The same images as an idx file. */
const idx = new Uint8Array([
  ...[0, 0, 8, 3],
  ...[0, 0, 0, 5],
  ...[0, 0, 0, 4],
  ...[0, 0, 0, 3],
  ...pixels,
]);

const file = (path: string, bytes: Uint8Array) => ({
  path,
  blob: new Blob([new Uint8Array(bytes)]),
});
const request = (files: readonly ReturnType<typeof file>[], wanted = shape) => ({
  ...{ name: 'test', files, test: null, classNames: null },
  shape: wanted,
});

describe('openImages', () => {
  it('reads two .npy files, in either order', async () => {
    for (const files of [
      [file('x.npy', images), file('y.npy', classes)],
      [file('y.npy', classes), file('x.npy', images)],
    ]) {
      const { images: set } = await openImages(request(files));
      expect([...set.labels]).toEqual([...labels]);
      expect((await set.read(Uint32Array.of(1))).data).toEqual(pixels.slice(12, 24));
    }
  });

  it('reads the samples of the studio', async () => {
    const npz = file('mnist_test500.npz', sampleFile('cifar_test500.npz'));
    const { images: set, test } = await openImages(request([npz], [32, 32, 3]));
    expect(test).toBeNull();
    expect(set.labels).toHaveLength(500);
  });

  it('finds classes in the folders of a .zip', async () => {
    const entries = new Map(
      ['b/1.png', 'a/2.jpg', 'b/3.png', 'notes.txt'].map((path) => [path, pixels]),
    );
    const { images: set } = await openImages(request([file('data.zip', writeZip(entries))]));
    expect(set.classNames).toEqual(['a', 'b']);
    expect([...set.labels]).toEqual([1, 0, 1]);
    expect(set.inMemory).toBe(false);
  });

  it('takes classes from a list beside the images', async () => {
    const { images: set } = await openImages(
      request([
        file('set/list.csv', new TextEncoder().encode('image,label\n2.png,7\n1.png,0\n')),
        file('set/1.png', pixels),
        file('set/2.png', pixels),
      ]),
    );
    expect([...set.labels]).toEqual([7, 0]);
  });

  it('takes test images that are chosen beside the others, or lie in the same .npz', async () => {
    const set = (from: number, count: number) => ({
      data: pixels.subarray(12 * from, 12 * (from + count)),
      shape: [count, 4, 3, 1],
    });
    const numbers = (count: number) => ({ data: labels.slice(0, count), shape: [count] });
    const train = [
      ['x_train', set(0, 3)],
      ['y_train', numbers(3)],
    ] as const;
    const test = [
      ['x_test', set(3, 2)],
      ['y_test', numbers(2)],
    ] as const;
    const npz = (arrays: Parameters<typeof writeNpz>[0]) => [file('a.npz', writeNpz(arrays))];
    const together = await openImages(request(npz(new Map([...train, ...test]))));
    const beside = await openImages({
      ...request(npz(new Map(train))),
      test: { name: 'test', files: npz(new Map(test)) },
    });
    for (const { images: trained, test: tests } of [together, beside]) {
      expect((await trained.read(Uint32Array.of(0, 1, 2))).data).toEqual(pixels.slice(0, 36));
      expect((await tests?.read(Uint32Array.of(0, 1)))?.data).toEqual(pixels.slice(36));
    }
  });

  it.each([
    [
      'another size',
      request([file('x.npy', images), file('y.npy', classes)], [8, 8, 1]),
      'qat/image-shape',
    ],
    [
      'one class',
      request([file('a/1.png', pixels), file('a/2.png', pixels)]),
      'data/no-image-classes',
    ],
    ['no data', request([file('x.txt', pixels)]), 'data/unknown-dataset'],
  ])('refuses %s', async (_, asked, code) => {
    await expect(openImages(asked)).rejects.toMatchObject({ diagnostics: [{ code }] });
  });
});

describe('rowImages', () => {
  it.each([
    ['.npy', images],
    ['idx', idx],
  ])('reads rows of a large %s from the file', async (ending, bytes) => {
    const files = [file(`x${ending}`, bytes), file('y.npy', classes)].map(({ path, blob }) => ({
      path,
      open: () => blob,
    }));
    const set = await rowImages(files, request([]), 65);
    expect(set).toMatchObject({ shape, inMemory: false });
    expect((await set?.read(Uint32Array.of(4, 0)))?.data).toEqual(
      Uint8Array.of(...pixels.slice(48, 60), ...pixels.slice(0, 12)),
    );
    expect([...(set?.labels ?? [])]).toEqual([...labels]);
  });
});
