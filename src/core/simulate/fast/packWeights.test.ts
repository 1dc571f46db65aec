import { expect, test } from 'vitest';
import { seededRandom } from '../../testing/random.ts';
import { packWeights, type WeightMatrix } from './packWeights.ts';

const small: WeightMatrix = {
  weights: Int8Array.of(1, -1, 0, 1, 1, 1, -1, 0),
  cells: 1,
  channels: 1,
  neurons: 8,
  maxInput: 1,
  signedInput: false,
};

test('puts two weights in one int16', () => {
  const { data, shift, blocks, paddedNeurons } = packWeights(small);
  expect({ shift, blocks, paddedNeurons }).toEqual({ shift: 14, blocks: 1, paddedNeurons: 16 });
  // Lane n holds neuron n and neuron n + 4; the second member of the pair is a channel that does not exist.
  const lanes = [1 + 2 ** 14, 0, -1 + 2 ** 14, 0, -(2 ** 14), 0, 1, 0];
  expect([...data]).toEqual([...lanes, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('leaves 8-bit weights apart', () => {
  const { data, shift } = packWeights({
    ...small,
    weights: small.weights.map((w) => w * 127),
    maxInput: 255,
  });
  expect(shift).toBe(0);
  expect([...data]).toEqual([127, 0, -127, 0, 0, 0, 127, 0, 127, 0, 127, 0, -127, 0, 0, 0]);
});

test('no run lets the low sums leave their bits, and the runs cover every pair once', () => {
  const random = seededRandom(5);
  const cells = 9;
  const channels = 50;
  const neurons = 13;
  const maxInput = 15;
  const weights = Int8Array.from({ length: cells * channels * neurons }, () => random() * 15 - 7);
  const packed = packWeights({ weights, cells, channels, neurons, maxInput, signedInput: false });
  expect(packed.shift).toBe(12);
  expect(packed.runs.reduce((sum, run) => sum + run.pairs, 0)).toBe((cells * channels) / 2);
  expect(packed.runs.at(-1)?.mode).not.toBe(0);
  const sums = { above: new Float64Array(neurons), below: new Float64Array(neurons) };
  for (const { cell, firstPair, pairs, mode } of packed.runs) {
    for (let c = firstPair * 2; c < (firstPair + pairs) * 2; c++) {
      for (let n = 0; n < neurons; n += 1) {
        const reach = (weights[(cell * channels + c) * neurons + n] ?? 0) * maxInput;
        const side = reach > 0 ? sums.above : sums.below;
        side[n] = (side[n] ?? 0) + Math.abs(reach);
      }
    }
    for (let n = 0; n < neurons; n++) {
      if (n % 8 >= 4) continue;
      expect(sums.above[n]).toBeLessThan(2 ** 11);
      expect(sums.below[n]).toBeLessThanOrEqual(2 ** 11);
    }
    if (mode === 0) continue;
    sums.above.fill(0);
    sums.below.fill(0);
  }
});
