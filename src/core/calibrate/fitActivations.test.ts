import { describe, expect, it } from 'vitest';
import { runGraph } from '../forward/runner.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { buildChain } from '../testing/buildChain.ts';
import { tensor } from '../tensor/tensor.ts';
import { fitActivations } from './fitActivations.ts';

/** A dense layer that doubles, and a ReLU6. */
function doubling(bits: number): ModelGraph {
  const graph = buildChain(
    [1],
    [
      ['Dense', { name: 'd', units: 1, use_bias: false }],
      ['ReLU', { name: 'r', max_value: 6 }],
    ],
  );
  const layers = graph.layers.map((node) =>
    node.name === 'd' ? { ...node, weights: { kernel: tensor(Float32Array.of(2), [1, 1]) } } : node,
  );
  return quantizeModel({ ...graph, layers }, { weightBits: 4, activationBits: bits });
}

const inputs = (values: readonly number[]) => tensor(Float32Array.from(values), [values.length, 1]);

async function errorOf(graph: ModelGraph, values: readonly number[]): Promise<number> {
  const { outputs } = await runGraph(graph, inputs(values));
  const found = outputs[0]?.data ?? [];
  return values.reduce(
    (sum, value, i) => sum + (Math.min(Math.max(2 * value, 0), 6) - Number(found[i])) ** 2,
    0,
  );
}

const rangeOf = ({ layers }: ModelGraph) => {
  const node = layers.find((layer) => isLayer(layer, quantizedReLU));
  return node && isLayer(node, quantizedReLU) ? node.config.maxValue : NaN;
};

describe('fitActivations', () => {
  it('puts the level of one bit onto the values that there are', async () => {
    const { graph, activations } = await fitActivations(
      doubling(1),
      inputs([-3, -1, 0, 0.01, 0.5, 0.5, 0.5]),
    );
    // Sixths of 96 parts: 1 is the 16th.
    expect(activations).toEqual([{ name: 'r', before: 6, after: 1 }]);
    expect(rangeOf(graph)).toBe(1);
  });

  it.each([1, 2, 4])('is nowhere further from the activation, at %i bits', async (bits) => {
    const values = Array.from({ length: 200 }, (_, i) => (((i * 37) % 101) / 101) ** 2 * 2 - 0.2);
    const before = doubling(bits);
    const { graph } = await fitActivations(before, inputs(values));
    expect(await errorOf(graph, values)).toBeLessThan(await errorOf(before, values));
  });

  it('keeps the range where everything is silent, and a range that fits', async () => {
    const silent = await fitActivations(doubling(2), inputs([-1, -2]));
    expect(rangeOf(silent.graph)).toBe(6);
    const full = await fitActivations(doubling(2), inputs([1, 2, 3]));
    expect(rangeOf(full.graph)).toBe(6);
  });

  it('fits a second activation to what the first one gives with its new range', async () => {
    const graph = buildChain(
      [1],
      [
        ['Dense', { name: 'a', units: 1, use_bias: false }],
        ['ReLU', { name: 'ra', max_value: 6 }],
        ['Dense', { name: 'b', units: 1, use_bias: false }],
        ['ReLU', { name: 'rb', max_value: 6 }],
      ],
    );
    const kernel = tensor(Float32Array.of(1), [1, 1]);
    const layers = graph.layers.map((node) =>
      'kernel' in node.weights ? { ...node, weights: { kernel } } : node,
    );
    const quantized = quantizeModel({ ...graph, layers }, { weightBits: 4, activationBits: 1 });
    const { activations } = await fitActivations(quantized, inputs([1, 1, 1.5, 1.5, 0]));
    // One level for 1 and 1.5 lies between them; with the old range of 6 the second activation would stay silent and keep it.
    expect(activations.map(({ name, after }) => [name, after])).toEqual([
      ['ra', 1.25],
      ['rb', 1.25],
    ]);
  });

  it('leaves a float model as it is', async () => {
    const graph = buildChain([1], [['ReLU', { name: 'r' }]]);
    const { graph: same, activations } = await fitActivations(graph, inputs([1]));
    expect(same.layers).toEqual(graph.layers);
    expect(activations).toEqual([]);
  });
});
