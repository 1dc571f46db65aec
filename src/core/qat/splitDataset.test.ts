import { expect, it } from 'vitest';
import type { Dataset } from '../data/readDataset.ts';
import { splitDataset } from './splitDataset.ts';

const count = 40;
const dataset: Dataset = {
  images: { data: Uint8Array.from({ length: count }, (_, i) => i), shape: [count, 1, 1, 1] },
  labels: Int32Array.from({ length: count }, (_, i) => i % 2),
};

it('sets a validation and a test part aside, labels with their images', () => {
  const { training, validation, test } = splitDataset(dataset, 0.1, 1, 0.2);
  const parts = [training, validation, test ?? training];
  expect(parts.map(({ labels }) => labels.length)).toEqual([28, 4, 8]);
  expect(new Set(parts.flatMap(({ images }) => [...images.data])).size).toBe(count);
  for (const { images, labels } of parts) {
    expect([...labels]).toEqual([...images.data].map((pixel) => pixel % 2));
  }
});

it('sets no test part aside where none is asked for', () => {
  expect(splitDataset(dataset, 0.1, 1).test).toBeNull();
});

it.each([
  [0, 0, 'qat/bad-setting'],
  [1, 0, 'qat/bad-setting'],
  [0.5, 0.5, 'qat/bad-setting'],
  [0.1, -0.1, 'qat/bad-setting'],
  [0.1, NaN, 'qat/bad-setting'],
])('refuses the shares %s and %s', (share, testShare, code) => {
  expect(() => splitDataset(dataset, share, 1, testShare)).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] }),
  );
});

it('refuses a set that is too small to be divided', () => {
  const two = {
    images: { data: Uint8Array.of(1, 2), shape: [2, 1, 1, 1] },
    labels: Int32Array.of(0, 0),
  };
  expect(() => splitDataset(two, 0.2, 1, 0.2)).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ code: 'qat/no-data' })] }),
  );
});
