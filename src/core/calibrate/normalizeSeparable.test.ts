import { expect, it } from 'vitest';
import { runGraph } from '../forward/runner.ts';
import { tensor } from '../tensor/tensor.ts';
import { buildChain } from '../testing/buildChain.ts';
import { normalizeSeparable } from './normalizeSeparable.ts';

/** Each weight is rounded once more than before. */
const ROUNDING_TOLERANCE = 1e-6;

const model = buildChain(
  [5, 5, 3],
  [
    ['SeparableConv2D', { name: 's', filters: 4, kernel_size: 3, depth_multiplier: 2 }],
    ['Dense', { name: 'd', units: 2 }],
  ],
  3,
);
const images = tensor(
  Float32Array.from({ length: 75 }, (_, i) => Math.sin(i)),
  [1, 5, 5, 3],
);

it('brings every depthwise channel to 1 and keeps what the model computes', async () => {
  const normalized = normalizeSeparable(model);
  const kernel = normalized.layers[1]?.weights['depthwise_kernel'];
  for (let channel = 0; channel < 3; channel++) {
    const weights = kernel?.data.filter((_, i) => Math.floor(i / 2) % 3 === channel) ?? [];
    expect(Math.max(...Array.from(weights, Math.abs))).toBe(1);
  }
  const [before, after] = [await runGraph(model, images), await runGraph(normalized, images)];
  before.outputs[0]?.data.forEach((value, i) => {
    expect(Math.abs(value - (after.outputs[0]?.data[i] ?? NaN))).toBeLessThan(ROUNDING_TOLERANCE);
  });
  expect(normalized.layers[2]).toBe(model.layers[2]);
});

it('leaves a channel of zeros as it is', () => {
  const silent = {
    ...model,
    layers: model.layers.map((node) =>
      node.name === 's'
        ? {
            ...node,
            weights: {
              ...node.weights,
              depthwise_kernel: tensor(new Float32Array(54), [3, 3, 3, 2]),
            },
          }
        : node,
    ),
  };
  const [, before] = silent.layers;
  const [, after] = normalizeSeparable(silent).layers;
  expect(after?.weights).toEqual(before?.weights);
});
