import { describe, expect, it, test } from 'vitest';
import { seededRandom } from '../testing/random.ts';
import {
  describePart,
  sharedImages,
  splitCount,
  splitCounts,
  splitImages,
  type Division,
} from './splitImages.ts';

/** 60 images of class 0, 30 of class 1, 10 of class 2, sorted as archives often are. */
const labels = Int32Array.from([
  ...new Array<number>(60).fill(0),
  ...new Array<number>(30).fill(1),
  ...new Array<number>(10).fill(2),
]);
const division: Division = { validation: 0.1, test: 0.2, seed: 1 };

describe('splitImages', () => {
  it('sets shares of every class aside', () => {
    const { training, validation, test: tests } = splitImages(labels, division);
    const ofClass = (chosen: Uint32Array) =>
      [0, 1, 2].map((label) => [...chosen].filter((index) => labels[index] === label).length);
    expect([training, validation, tests].map(ofClass)).toEqual([
      [42, 21, 7],
      [6, 3, 1],
      [12, 6, 2],
    ]);
  });

  it('gives the same parts for the same seed, others for another', () => {
    expect(splitImages(labels, division)).toEqual(splitImages(labels, division));
    const other = splitImages(labels, { ...division, seed: 2 });
    expect(other.test).not.toEqual(splitImages(labels, division).test);
  });

  it('tests with the same images whatever share validates', () => {
    for (const validation of [0, 0.05, 0.3, 0.5]) {
      const { test: tests } = splitImages(labels, { ...division, validation });
      expect(tests).toEqual(splitImages(labels, division).test);
    }
  });

  it('sets nothing aside where no share is asked for', () => {
    const {
      training,
      validation,
      test: tests,
    } = splitImages(labels, {
      validation: 0,
      test: 0,
      seed: 1,
    });
    expect([training.length, validation.length, tests.length]).toEqual([100, 0, 0]);
  });

  it('keeps images of every class to train on whatever the shares', () => {
    const { training } = splitImages(labels, { validation: 1, test: 1, seed: 1 });
    expect([...training].map((index) => labels[index])).toEqual([0, 1, 2]);
  });
});

test('parts are disjoint and hold every image, for any set, shares and seed', () => {
  const random = seededRandom(5);
  const shares = [0, 0.01, 0.1, 0.15, 0.33, 0.5, 0.99, 1];
  const share = () => shares[Math.floor(random() * shares.length)] ?? 0;
  for (let round = 0; round < 600; round++) {
    // Half of the sets are tiny: parts are rounded where classes have hardly an image.
    const count = Math.floor(random() * (round % 2 === 0 ? 8 : 200));
    const classes = 1 + Math.floor(random() * 5);
    const drawn = Int32Array.from({ length: count }, () => Math.floor(random() * classes));
    const asked = { validation: share(), test: share(), seed: Math.floor(random() * 1e6) };
    const { training, validation, test: tests } = splitImages(drawn, asked);
    const all = [...training, ...validation, ...tests];
    expect(all.sort((a, b) => a - b)).toEqual([...drawn.keys()]);
    const counts = new Array<number>(classes).fill(0);
    for (const label of drawn) counts[label] = (counts[label] ?? 0) + 1;
    expect([training.length, validation.length, tests.length]).toEqual(
      Object.values(splitCounts(counts, asked)),
    );
    // Every class that is there trains.
    expect(new Set([...training].map((index) => drawn[index]))).toEqual(new Set(drawn));
  }
});

describe('splitCount', () => {
  test.each([
    [1, [1, 0, 0]],
    [2, [1, 0, 1]],
    [3, [1, 1, 1]],
    [4, [2, 1, 1]],
    [10, [6, 2, 2]],
    [40, [28, 6, 6]],
  ])('of %i images each part gets its share, and one where it can', (count, parts) => {
    expect(Object.values(splitCount(count, { validation: 0.15, test: 0.15 }))).toEqual(parts);
  });

  it('leaves the validation one of three images, and the test none that it did not ask for', () => {
    expect(splitCount(3, { validation: 0.1, test: 0.9 })).toEqual({
      training: 1,
      validation: 1,
      test: 1,
    });
    expect(splitCount(2, { validation: 0.5, test: 0 })).toEqual({
      training: 1,
      validation: 1,
      test: 0,
    });
  });
});

test('figures are told with the images that they were measured on', () => {
  expect(describePart('test', 500)).toBe('500 test images not trained on');
  expect(describePart('test', 200, 500)).toBe('200 of 500 test images not trained on');
  expect(describePart('validation', 1)).toBe('1 validation image');
  expect(describePart('training', 40)).toBe('40 images trained on');
});

const images = (...rows: readonly (readonly [number, number])[]) => ({
  data: Uint8Array.from(rows.flat()),
  shape: [rows.length, 1, 2, 1],
});

it('counts the images of one set that are in another', () => {
  const a = images([1, 2], [3, 4], [5, 6]);
  expect(sharedImages(a, images([3, 4], [4, 3], [3, 4], [1, 2]))).toBe(3);
  expect(sharedImages(a, images([2, 1], [4, 5]))).toBe(0);
});

it('takes images of another size for others', () => {
  expect(sharedImages(images([1, 2]), { data: Uint8Array.of(1, 2), shape: [2, 1, 1, 1] })).toBe(0);
});
