import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { readNpz } from '../../data/readNpy.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { quantizeKernel } from '../../quantizers/quantizeKernel.ts';
import { sizeOf, tensor, type Tensor } from '../../tensor/tensor.ts';
import { readGoldenKeras } from '../../testing/goldenModels.ts';
import { prepareBackend } from '../prepareBackend.ts';
import { calibrateAdaRound } from './calibrateAdaRound.ts';

/**
 * AdaRound decides each weight by hundreds of Adam steps: a gradient that is nearly zero can fall to either side with the order of
 * float32 sums, so a few weights may come out on the neighbouring level. Measured: at most 1 of 100.
 */
const SAME_LEVEL = 0.97;

/** The toolkit prints errors with 4 decimals; decisions that differ move them a little. */
const ERROR_TOLERANCE = 0.03;
const PRINTED = 5.1e-5;

/** Seeded pixels, the same as `images` in src/core/testing/generate/adaround.py. */
function images(seed: number, shape: readonly number[]): Tensor<Uint8Array> {
  const pixel = (i: number) => (((i * 7919 + seed * 104729) % 65521) * 37) % 256;
  return tensor(
    Uint8Array.from({ length: sizeOf(shape) }, (_, i) => pixel(i)),
    shape,
  );
}

const CASES = [
  {
    name: 'mnist_ptq_iq8_wq2_aq2',
    samples: images(1, [48, 28, 28, 1]),
    options: { batchSize: 16 },
  },
  {
    name: 'mnist_ptq_iq8_wq4_aq4_act',
    samples: images(2, [32, 28, 28, 1]),
    options: { epochs: 20, includeActivation: true },
  },
];

describe.each(CASES)('$name', ({ name, samples, options }) => {
  it('rounds as the toolkit does', async () => {
    await prepareBackend('wasm');
    const graph = await readGoldenKeras(`mnist/${name.replace('_act', '')}.h5`);
    const before = tf.memory().numTensors;
    const calibrated = await calibrateAdaRound(graph, samples, options);
    expect(tf.memory().numTensors).toBe(before);
    const fixture = new URL(`fixtures/${name}.npz`, import.meta.url);
    const expected = readNpz(new Uint8Array(readFileSync(fixture)), name);
    const checked: string[] = [];
    for (const { name: layer, errorBefore, errorAfter } of calibrated.report.layers) {
      checked.push(`${layer}/errors`);
      const [theirsBefore = NaN, theirsAfter = NaN] = expected.get(`${layer}/errors`)?.data ?? [];
      expect(Math.abs(errorBefore - theirsBefore), layer).toBeLessThan(
        ERROR_TOLERANCE * theirsBefore + PRINTED,
      );
      expect(Math.abs(errorAfter - theirsAfter), layer).toBeLessThan(
        ERROR_TOLERANCE * theirsAfter + PRINTED,
      );
    }
    for (const node of calibrated.graph.layers) {
      const { quantizer, quantizerDw } = node.config as Partial<
        Record<'quantizer' | 'quantizerDw', QuantizerConfig>
      >;
      for (const weight of ['kernel', 'depthwise_kernel', 'pointwise_kernel']) {
        const theirs = expected.get(`${node.name}/${weight}`)?.data;
        const kernel = node.weights[weight];
        const config = weight === 'depthwise_kernel' ? quantizerDw : quantizer;
        if (!theirs || !kernel || !config) continue;
        checked.push(`${node.name}/${weight}`);
        const { weightInt } = quantizeKernel(kernel, config, node.name);
        const same = weightInt.filter((level, i) => level === theirs[i]).length;
        expect(same / weightInt.length, `${node.name}/${weight}`).toBeGreaterThan(SAME_LEVEL);
      }
    }
    expect(checked.sort()).toEqual([...expected.keys()].sort());
  });
});

it('can be cancelled', async () => {
  await prepareBackend('wasm');
  const graph = await readGoldenKeras('mnist/mnist_ptq_iq8_wq2_aq2.h5');
  const signal = AbortSignal.abort();
  const run = calibrateAdaRound(graph, images(1, [8, 28, 28, 1]), { signal });
  await expect(run).rejects.toThrow('aborted');
});
