import { describe, expect, it } from 'vitest';
import type { ModelGraph } from '../ir/graph.ts';
import { tensor } from '../tensor/tensor.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { compareQuantization } from './compareQuantization.ts';

function chain(kernel: readonly number[], name = 'a'): ModelGraph {
  const specs: readonly LayerSpec[] = [
    ['Dense', { name, units: 2, use_bias: false }, { kernel }],
    ['ReLU', { name: 'relu' }],
    ['Dense', { name: 'b', units: 1, use_bias: false }, { kernel: [1, 1] }],
    ['Activation', { name: 'end', activation: 'softmax' }],
  ];
  return buildChain([1], specs);
}

const inputs = tensor(Float32Array.from([1, 2]), [2, 1]);

describe('compareQuantization', () => {
  it('finds no error between equal models', async () => {
    const same = await compareQuantization(chain([3, 4]), chain([3, 4]), inputs);
    expect(same).toEqual([
      { name: 'a', relativeError: 0, sqnr: Infinity },
      { name: 'b', relativeError: 0, sqnr: Infinity },
    ]);
  });

  it('measures each block at its end, over all batches, before a trailing softmax', async () => {
    // float: (3, 4), (6, 8) -> 7, 14;  quantized: (3, 3), (6, 6) -> 6, 12
    const [a, b] = await compareQuantization(chain([3, 4]), chain([3, 3]), inputs, {
      batchSize: 1,
    });
    expect(a?.relativeError).toBeCloseTo(Math.sqrt(5 / 125), 12);
    expect(a?.sqnr).toBeCloseTo(10 * Math.log10(25), 12);
    expect(b?.relativeError).toBeCloseTo(1 / 7, 12);
  });

  it('refuses a block that the float model does not have', async () => {
    const run = compareQuantization(chain([3, 4]), chain([3, 4], 'c'), inputs);
    await expect(run).rejects.toMatchObject({ diagnostics: [{ code: 'forward/cannot-compare' }] });
  });
});
