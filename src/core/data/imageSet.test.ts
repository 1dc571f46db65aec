import { describe, expect, it } from 'vitest';
import {
  classCounts,
  dataParts,
  judgesOf,
  memoryImages,
  spread,
  type ImageSet,
  type LabelledData,
} from './imageSet.ts';

const set = memoryImages({
  images: { data: Uint8Array.of(1, 2, 3, 4, 5, 6), shape: [3, 1, 2, 1] },
  labels: Int32Array.of(2, 0, 2),
});

describe('memoryImages', () => {
  it('reads images in the order asked for', async () => {
    expect(await set.read(Uint32Array.of(2, 0))).toEqual({
      data: Uint8Array.of(5, 6, 1, 2),
      shape: [2, 1, 2, 1],
    });
  });

  it('counts the images of every class, empty ones too', () => {
    expect(classCounts(set)).toEqual([1, 0, 2]);
    expect(classCounts({ ...set, classNames: ['a', 'b', 'c', 'd'] })).toEqual([1, 0, 2, 0]);
  });
});

/** Images of one pixel, two classes in turn; the pixel is the number of the image, from `from`. */
function setOf(count: number, from = 0): ImageSet {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return memoryImages({
    images: { data: Uint8Array.from(numbers, (i) => from + i), shape: [count, 1, 1, 1] },
    labels: Int32Array.from(numbers, (i) => i % 2),
  });
}

const division = { validation: 0.2, test: 0.2, seed: 1 };
const oneFile: LabelledData = { images: setOf(200), test: null };
const twoFiles: LabelledData = { images: setOf(40), test: setOf(10, 100) };
const read = async ({ images, chosen }: { images: ImageSet; chosen: Uint32Array }) => [
  ...(await images.read(chosen)).data,
];

describe('dataParts', () => {
  it('divides a set that is one file in three', async () => {
    const { training, validation, test } = dataParts(oneFile, division);
    const pixels = await Promise.all([training, validation, test].map(read));
    expect(pixels.map(({ length }) => length)).toEqual([120, 40, 40]);
    expect(new Set(pixels.flat()).size).toBe(200);
  });

  it('tests with the images of a test set, and keeps those of the other to train and validate', async () => {
    const { training, validation, test } = dataParts(twoFiles, division);
    expect([training.chosen.length, validation.chosen.length]).toEqual([32, 8]);
    expect(await read(test)).toEqual([...Array(10).keys()].map((i) => 100 + i));
  });
});

describe('judgesOf', () => {
  const judged = (...asked: Parameters<typeof judgesOf>) => {
    const judges = judgesOf(...asked);
    if (!judges) throw new Error('no image is left');
    return judges;
  };

  it('takes the test images', () => {
    expect(judgesOf(oneFile, division, [division])).toEqual({
      part: 'test',
      ...dataParts(oneFile, division).test,
    });
    expect(judgesOf(twoFiles, division, [division])?.images).toBe(twoFiles.test);
  });

  it('leaves out what was trained or validated on under another division', () => {
    const earlier = { ...division, seed: 2 };
    const before = dataParts(oneFile, earlier);
    const { part, chosen } = judged(oneFile, division, [earlier]);
    expect(part).toBe('test');
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.length).toBeLessThan(40);
    for (const index of chosen) expect(before.test.chosen).toContain(index);
  });

  it('takes validation images where none tests, without those that were trained on', () => {
    const untested = { ...division, test: 0 };
    const { part, chosen } = judged(oneFile, untested, [untested]);
    expect([part, chosen.length]).toEqual(['validation', 40]);
    const others = judged(oneFile, untested, [{ ...untested, seed: 2 }]);
    const before = dataParts(oneFile, { ...untested, seed: 2 }).training.chosen;
    expect(others.part).toBe('validation');
    for (const index of others.chosen) expect(before).not.toContain(index);
  });

  it('has none where all were trained on', () => {
    const all = { validation: 0, test: 0, seed: 1 };
    expect(judgesOf(oneFile, all, [all])).toBeNull();
    // Everything was trained on before anything was set aside.
    expect(judgesOf(oneFile, division, [all])).toBeNull();
  });
});

it('spreads what is taken over all', () => {
  const chosen = Uint32Array.from({ length: 10 }, (_, i) => 10 * i);
  expect([...spread(chosen, 3)]).toEqual([0, 30, 60]);
  expect(spread(chosen, 50)).toEqual(chosen);
});
