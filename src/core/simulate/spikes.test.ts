import { expect, test } from 'vitest';
import { saturate, spikesOf } from './spikes.ts';
import type { AkidaLayer, AkidaPooling } from '../akida/model.ts';
import { tensor } from '../tensor/tensor.ts';
import type { EngineName } from './engine.ts';
import { simulate } from './simulator.ts';

/** [potential, threshold, floor(actStep * 16), bits, spikes], from the reference runtime. */
const REFERENCE: readonly (readonly [number, number, number, number, number])[] = [
  [0, 0, 16, 4, 0],
  [1, 0, 16, 4, 1],
  [15, 0, 16, 4, 15],
  [16, 0, 16, 4, 15],
  [-1, -2, 16, 4, 1],
  [4, 0, 16, 2, 1],
  [5, 0, 16, 2, 2],
  [100, 0, 16, 1, 1],
  [1, -1, 2, 4, 15],
  [967680, 600000, 480000, 4, 13],
  // The numerator wraps at 28 bits, the distance at 32.
  [2 ** 24, 0, 16000000, 4, 15],
  [2 ** 24 + 1, 0, 16000000, 4, 1],
  [-35, -(2 ** 31), 160000000, 4, 2],
  [35, -(2 ** 31), 160000000, 4, 0],
];

test.each(REFERENCE)('potential %i, threshold %i, step %i, %i bits -> %i', (...row) => {
  const [potential, threshold, step, bits, spikes] = row;
  expect(spikesOf(potential, threshold, step, bits)).toBe(spikes);
});

test('equals the formula of the specification in its whole sane range', () => {
  for (const bits of [1, 2, 4]) {
    for (const step of [1, 2, 3, 16, 17, 999, 65536, 2 ** 20 + 1]) {
      const q = step * (16 / 2 ** bits);
      for (let level = 0; level <= 2 ** bits; level++) {
        for (let distance = -2; distance <= 3; distance++) {
          const potential = Math.floor((level * q) / 16) + distance;
          const exact = Math.min(Math.max(Math.ceil((16 * potential) / q), 0), 2 ** bits - 1);
          expect(spikesOf(potential, 0, step, bits), `${potential} / ${q}`).toBe(exact);
        }
      }
    }
  }
});

test('saturate', () => {
  expect([-524289, -524288, 0, 524287, 524288].map(saturate)).toEqual([
    -524288, -524288, 0, 524287, 524287,
  ]);
});

const CHANNELS = 4096;

/** One 1x1 convolution whose potential is 127 * (sum of the first channels - sum of the others). */
function pooledModel(shape: readonly [number, number], pooling: AkidaPooling): AkidaLayer[] {
  return [
    {
      kind: 'InputData',
      name: 'input',
      inputShape: [...shape, CHANNELS],
      inputBits: 4,
      inputSigned: false,
    },
    {
      kind: 'Convolutional',
      name: 'head',
      filters: 1,
      kernelSize: [1, 1],
      strides: [1, 1],
      padding: 'same',
      pooling,
      weightBits: 8,
      weights: Int8Array.from({ length: CHANNELS }, (_, c) => (c < CHANNELS / 2 ? 127 : -127)),
      activation: false,
      actBits: 1,
      threshold: Int32Array.of(0),
      actStep: Float32Array.of(1),
    },
  ];
}

/** An input of 15s (and one smaller value) that gives these potentials, multiples of 127. */
function inputFor(values: readonly number[]): Uint8Array {
  const data = new Uint8Array(values.length * CHANNELS);
  values.forEach((value, position) => {
    let rest = Math.abs(value) / 127;
    for (let c = value > 0 ? 0 : CHANNELS / 2; rest > 0; c++) {
      data[position * CHANNELS + c] = Math.min(rest, 15);
      rest -= 15;
    }
  });
  return data;
}

interface Case {
  readonly shape: readonly [number, number];
  readonly potentials: readonly number[];
  readonly pooling: AkidaPooling;
  readonly expected: readonly number[];
}

const SUM: AkidaPooling = { type: 'globalAverage' };
const MAX: AkidaPooling = { type: 'max', size: [1, 2], strides: [1, 2] };
const MAX_1X1: AkidaPooling = { type: 'max', size: [1, 1], strides: [1, 1] };

/** Expected values are the reference runtime's. */
const CASES: readonly Case[] = [
  { shape: [1, 2], potentials: [1270000, -1270000], pooling: SUM, expected: [-524288] },
  { shape: [1, 2], potentials: [381000, -1270000], pooling: SUM, expected: [-524288] },
  { shape: [1, 3], potentials: [1270000, -381000, 127000], pooling: SUM, expected: [270287] },
  { shape: [1, 3], potentials: [1270000, 127000, -381000], pooling: SUM, expected: [143287] },
  {
    shape: [3, 2],
    potentials: [508000, 0, 50800, -508000, 12700, 381000],
    pooling: SUM,
    expected: [409987],
  },
  {
    shape: [2, 3],
    potentials: [508000, 50800, 12700, 0, -508000, 381000],
    pooling: SUM,
    expected: [397287],
  },
  { shape: [1, 2], potentials: [1270000, 127], pooling: MAX, expected: [524287] },
  { shape: [1, 2], potentials: [-1270000, -1270000], pooling: MAX, expected: [-524288] },
  { shape: [1, 1], potentials: [1270000], pooling: MAX_1X1, expected: [1270000] },
  { shape: [1, 1], potentials: [-1270000], pooling: { type: 'none' }, expected: [-1270000] },
];

test.each(CASES)('$potentials, $pooling.type -> $expected', async (example) => {
  const { shape, potentials, pooling, expected } = example;
  const model = { version: '2.3.0', layers: pooledModel(shape, pooling) };
  const inputs = tensor(inputFor(potentials), [1, ...shape, CHANNELS]);
  for (const engine of ['reference', 'dense', 'event'] satisfies EngineName[]) {
    const { forward } = await simulate(model, inputs, { engine });
    expect([...forward.data], engine).toEqual(expected);
  }
});
