import { describe, expect, it, test } from 'vitest';
import { outcomeOf } from '../testing/damage.ts';
import { fieldFile } from '../testing/doors.ts';
import type { NumericArray } from '../tensor/tensor.ts';
import {
  pixelsIn,
  pixelsOf,
  rangeOfScaling,
  rangesFor,
  scalingOfRange,
  valuesOf,
  type InputRange,
} from './inputRange.ts';
import { readNpy } from './readNpy.ts';

const where = { file: 'x.npy' };
const levels = Uint8Array.from({ length: 256 }, (_, i) => i);
const flat = (data: NumericArray) => ({ data, shape: [data.length] });

test('floats of the field ask for their range, and become what NumPy makes of them', () => {
  const images = readNpy(fieldFile('k19_floats01.npy'), 'k19_floats01.npy');
  expect(() => pixelsOf(images, where)).toThrow(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({
          code: 'data/not-pixels',
          received: 'values from 0.0002485 to 0.9991',
          hint: 'Name the range, --input-range 0 1 or --input-range -1 1 or --input-range 0 255, or save the pixels as they were before scaling.',
        }),
      ],
    }) as Error,
  );
  const { data } = pixelsOf(images, where, { low: 0, high: 1 });
  expect(data).toEqual(Uint8Array.from(images.data, (value) => Math.round(255 * value)));
});

describe('gives back every pixel that was scaled', () => {
  const ways: [string, InputRange, (pixel: number) => number][] = [
    ['pixel / 255', { low: 0, high: 1 }, (p) => p / 255],
    ['pixel / 127.5 - 1', { low: -1, high: 1 }, (p) => p / 127.5 - 1],
    ['pixel / 255 - 0.5', { low: -0.5, high: 0.5 }, (p) => p / 255 - 0.5],
    ['pixel', { low: 0, high: 255 }, (p) => p],
    ['257 * pixel', { low: 0, high: 65535 }, (p) => 257 * p],
  ];
  it.each(ways)('%s', (_, range, scaled) => {
    const values = Array.from(levels, scaled);
    for (const data of [Float32Array.from(values), Float64Array.from(values)]) {
      expect(pixelsIn(flat(data), range, where).data).toEqual(levels);
    }
    const [scale, shift] = scalingOfRange(range);
    for (const pixel of levels) expect(scale * scaled(pixel) + shift).toBeCloseTo(pixel, 9);
    const { low, high } = rangeOfScaling([scale, shift]);
    expect([low, high]).toEqual([expect.closeTo(range.low, 9), expect.closeTo(range.high, 9)]);
  });
});

test('a half goes to the even number; inputs of 4 bits go to 15', () => {
  const halves = flat(Float64Array.of(0.5 / 255, 1.5 / 255, 1));
  expect([...pixelsIn(halves, { low: 0, high: 1 }, where).data]).toEqual([0, 2, 255]);
  const { data } = pixelsOf(flat(Float32Array.of(0, 0.2, 1)), where, { low: 0, high: 1 }, 15);
  expect([...data]).toEqual([0, 3, 15]);
});

describe('valuesOf', () => {
  test.each<[string, NumericArray, boolean]>([
    ['bytes', Uint8Array.of(0, 1), true],
    ['whole floats', Float32Array.of(0, 7, 255), true],
    ['all black', Float32Array.of(0, 0), true],
    ['whole numbers of 0 and 1', Int32Array.of(0, 1), true],
    ['floats of 0 and 1: black and white', Float32Array.of(0, 1), false],
    ['fractions', Float64Array.of(0, 12.5), false],
    ['numbers above 255', Uint16Array.of(0, 256), false],
    ['numbers below 0', Int8Array.of(-1, 1), false],
  ])('%s', (_, data, arePixels) => {
    expect(valuesOf(data, where).arePixels).toBe(arePixels);
  });

  it.each([NaN, Infinity])('refuses %f', (value) => {
    expect(outcomeOf(() => valuesOf(Float32Array.of(0, value), where))).toEqual([
      'data/wrong-images',
    ]);
  });
});

describe('rangesFor', () => {
  test.each<[number, number, readonly (readonly [number, number])[]]>([
    // prettier-ignore
    [0, 1, [[0, 1], [-1, 1], [0, 255]]],
    // prettier-ignore
    [-0.4, 0.4, [[-0.5, 0.5], [-1, 1]]],
    [-1, 0.9, [[-1, 1]]],
    // prettier-ignore
    [0.25, 254.5, [[0, 255], [0, 65535]]],
    [0, 4095, [[0, 65535]]],
    [-2.11790393, 2.6400001, [[-2.12, 2.65]]],
    [-31.26, 1234.5, [[-31.3, 1240]]],
  ])('%f to %f', (lowest, highest, expected) => {
    expect(rangesFor({ lowest, highest })).toEqual(expected.map(([low, high]) => ({ low, high })));
  });
});

test('a range of what is no pixel leaves pixels alone', () => {
  const range = { low: 0, high: 1, keepsPixels: true };
  const read = (data: NumericArray) => [...pixelsOf(flat(data), where, range).data];
  expect(read(Uint8Array.of(0, 1))).toEqual([0, 1]);
  expect(read(Int32Array.of(0, 200))).toEqual([0, 200]);
  expect(read(Float32Array.of(0, 1))).toEqual([0, 255]);
});

test('a value outside of the range is refused', () => {
  const outside = flat(Float32Array.of(0, 1.01));
  expect(outcomeOf(() => pixelsOf(outside, where, { low: 0, high: 1 }))).toEqual([
    'data/outside-range',
  ]);
});
