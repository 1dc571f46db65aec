import { describe, expect, it } from 'vitest';
import { splitImages } from './splitImages.ts';

const labels = Int32Array.from({ length: 100 }, (_, i) => (i < 80 ? 0 : i < 99 ? 1 : 2));
const countOf = (indices: Uint32Array, label: number) =>
  indices.filter((index) => labels[index] === label).length;

describe('splitImages', () => {
  it('takes the same share of every class, and each image once', () => {
    const { training, validation } = splitImages(labels, 0.2, 1);
    expect([0, 1, 2].map((label) => countOf(validation, label))).toEqual([16, 4, 0]);
    expect([...training, ...validation].sort((a, b) => a - b)).toEqual([...labels.keys()]);
  });

  it('depends on the seed alone', () => {
    expect(splitImages(labels, 0.2, 1)).toEqual(splitImages(labels, 0.2, 1));
    expect(splitImages(labels, 0.2, 1)).not.toEqual(splitImages(labels, 0.2, 2));
  });

  it('leaves every class something to train on', () => {
    const { training } = splitImages(labels, 1, 1);
    expect([0, 1, 2].map((label) => countOf(training, label))).toEqual([1, 1, 1]);
  });

  it('sets nothing aside at share 0', () => {
    expect(splitImages(labels, 0, 1).validation).toHaveLength(0);
  });
});
