import { expect, it } from 'vitest';
import { runGraph } from '../forward/runner.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { randomImages } from '../testing/random.ts';
import { swapPoolingBatchNorm } from './swapPoolingBatchNorm.ts';

/** Averages of scaled values against scaled averages: float32 sums in another order. */
const TOLERANCE = 1e-5;

function blockWith(pool: LayerSpec, gamma: readonly number[]) {
  return buildChain(
    [6, 6, 2],
    [
      ['Conv2D', { name: 'c', filters: 3, kernel_size: 3 }],
      pool,
      ['BatchNormalization', { name: 'b', axis: [-1] }, { gamma }],
    ],
  );
}

it.each([
  ['MaxPooling2D', [1, 2, 0.5]],
  ['GlobalAveragePooling2D', [1, -2, 0]],
] as const)('moves BatchNormalization before %s, outputs equal', async (className, gamma) => {
  const graph = blockWith([className, { name: 'p' }], gamma);
  const swapped = swapPoolingBatchNorm.apply(graph);
  expect(swapped.layers.map((node) => node.name)).toEqual(['input', 'c', 'b', 'p']);
  const images = randomImages([2, 6, 6, 2]);
  const [before, after] = [await runGraph(graph, images), await runGraph(swapped, images)];
  for (const [i, value] of (before.outputs[0]?.data ?? []).entries()) {
    expect(Math.abs((after.outputs[0]?.data[i] ?? NaN) - value)).toBeLessThan(TOLERANCE);
  }
});

it('refuses a gamma at or below zero behind a maximum', () => {
  const graph = blockWith(['MaxPooling2D', { name: 'p' }], [1, -2, 0]);
  expect(() => swapPoolingBatchNorm.apply(graph)).toThrow(
    'graph/negative-gamma: 2 gammas are zero or negative, so this BatchNormalization cannot be moved before "p": a maximum would become a minimum.',
  );
});
