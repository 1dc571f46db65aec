import { expect, it } from 'vitest';
import { layerNamed } from '../ir/graph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { quantizeModel } from './quantizeModel.ts';
import { weightError } from './weightError.ts';

const float = buildChain(
  [8, 8, 1],
  [
    ['Conv2D', { name: 'conv', filters: 4, kernel_size: 3, use_bias: false }],
    ['ReLU', { name: 'relu', max_value: 6 }],
  ],
);
const errorAt = (bits: number) =>
  weightError(layerNamed(quantizeModel(float, { weightBits: bits, activationBits: 4 }), 'conv')) ??
  NaN;

it('grows as bits get fewer', () => {
  expect(errorAt(8)).toBeGreaterThan(0);
  expect(errorAt(8)).toBeLessThan(errorAt(4));
  expect(errorAt(4)).toBeLessThan(errorAt(2));
  expect(errorAt(2)).toBeLessThan(1);
});

it('is that of the definition', () => {
  const node = layerNamed(quantizeModel(float, { weightBits: 2, activationBits: 4 }), 'conv');
  // One value 1 of two has the range, the other rounds to 0: MaxPerAxis at 2 bits has levels -1, 0, 1.
  const kernel = { shape: [1, 1, 2, 1], data: Float32Array.of(1, 0.25) };
  expect(weightError({ ...node, weights: { kernel } })).toBeCloseTo(Math.sqrt(0.0625 / 1.0625), 6);
});

it('is none for a layer that rounds nothing', () => {
  expect(weightError(layerNamed(float, 'conv'))).toBeNull();
});
