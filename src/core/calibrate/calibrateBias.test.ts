import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readNpy, readNpz } from '../data/readNpy.ts';
import { unscaled } from '../forward/inputs.ts';
import { runGraph } from '../forward/runner.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import { sizeOf, tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { buildChain } from '../testing/buildChain.ts';
import { goldenFile } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { calibrateBias } from './calibrateBias.ts';

/**
 * A correction is a mean over thousands of values, which TensorFlow takes in float32 and we in float64.
 * Relative to the layer's largest bias; measured: at most 1.6e-6. Kernels and max_values are equal to the bit.
 */
const MEAN_TOLERANCE = 5e-6;

/** The toolkit prints errors with 4 decimals. */
const PRINTED_TOLERANCE = 5.1e-5;

/** Seeded pixels, the same as `images` in src/core/testing/generate/calibration.py. */
function images(seed: number, shape: readonly number[]): Tensor<Uint8Array> {
  const pixel = (i: number) => (((i * 7919 + seed * 104729) % 65521) * 37) % 256;
  return tensor(
    Uint8Array.from({ length: sizeOf(shape) }, (_, i) => pixel(i)),
    shape,
  );
}

interface Case {
  readonly name: string;
  readonly path: string;
  readonly samples: Tensor<NumericArray>;
  readonly batchSize?: number;
}

const cases: readonly Case[] = [
  {
    name: 'mnist_ptq_iq8_wq2_aq2',
    path: 'mnist/mnist_ptq_iq8_wq2_aq2.h5',
    samples: images(1, [64, 28, 28, 1]),
  },
  {
    name: 'mnist_ptq_iq8_wq4_aq4',
    path: 'mnist/mnist_ptq_iq8_wq4_aq4.h5',
    samples: images(2, [70, 28, 28, 1]),
    batchSize: 16,
  },
  {
    name: 'vgg_cifar_signed_scaling',
    path: 'named/vgg_cifar_signed_scaling/quantized.h5',
    samples: unscaled(images(3, [12, 32, 32, 3]), [128, 128]),
    batchSize: 4,
  },
  {
    name: 'discrete_relu',
    path: 'named/discrete_relu/quantized.h5',
    samples: unscaled(
      readNpy(goldenFile('named/discrete_relu/inputs.npy'), 'inputs.npy'),
      [255, 0],
    ),
  },
];

function fixture(name: string): ReadonlyMap<string, Tensor<NumericArray>> {
  return readNpz(
    new Uint8Array(readFileSync(new URL(`./fixtures/${name}.npz`, import.meta.url))),
    name,
  );
}

describe('calibrateBias does what `cnn2snn calibrate bc` does', () => {
  it.each(cases)('$name', async ({ name, path, samples, batchSize }) => {
    const expected = fixture(name);
    const options = batchSize === undefined ? {} : { batchSize };
    const { graph, report } = await calibrateBias(await readGoldenKeras(path), samples, options);
    const checked = new Set<string>();
    for (const node of graph.layers) {
      for (const [weight, { data }] of Object.entries(node.weights)) {
        const theirs = expected.get(`${node.name}/${weight}`);
        if (!theirs) continue;
        checked.add(`${node.name}/${weight}`);
        if (weight === 'bias') {
          const largest = Math.max(...Array.from(theirs.data, Math.abs));
          const worst = Math.max(
            ...data.map((value, i) => Math.abs(value - (theirs.data[i] ?? NaN))),
          );
          expect(worst / largest, `${node.name} bias`).toBeLessThanOrEqual(MEAN_TOLERANCE);
        } else expect(data, `${node.name} ${weight}`).toEqual(theirs.data);
      }
      if (isLayer(node, quantizedReLU)) {
        checked.add(`${node.name}/max_value`);
        expect(node.config.maxValue).toBe(expected.get(`${node.name}/max_value`)?.data[0]);
      }
    }
    for (const { name: layer, errorBefore, errorAfter } of report.layers) {
      checked.add(`${layer}/errors`);
      const [before = NaN, after = NaN] = expected.get(`${layer}/errors`)?.data ?? [];
      expect(Math.abs(errorBefore - before)).toBeLessThanOrEqual(PRINTED_TOLERANCE);
      expect(Math.abs(errorAfter - after)).toBeLessThanOrEqual(PRINTED_TOLERANCE);
    }
    expect([...checked].sort()).toEqual([...expected.keys()].sort());
  });
});

const q = (className: string) => ({ class_name: className, config: { bitwidth: 2 } });

const model = () =>
  buildChain(
    [6, 6, 2],
    [
      [
        'QuantizedConv2D',
        {
          name: 'c',
          filters: 3,
          kernel_size: 3,
          use_bias: false,
          quantizer: q('MaxPerAxisQuantizer'),
        },
      ],
      ['QuantizedReLU', { name: 'r', bitwidth: 2, max_value: 6 }],
      ['Flatten', { name: 'f' }],
      ['QuantizedDense', { name: 'd', units: 2, quantizer: q('MaxQuantizer') }],
    ],
    5,
  );

describe('calibrateBias', () => {
  const samples = images(4, [10, 6, 6, 2]);

  it('gives a bias to layers without one, and lowers every error', async () => {
    const { graph, report } = await calibrateBias(model(), samples, { batchSize: 4 });
    expect(report.samples).toBe(8);
    expect(graph.layers[1]?.config).toMatchObject({ useBias: true });
    expect(graph.layers[1]?.weights['bias']?.shape).toEqual([3]);
    for (const { errorBefore, errorAfter } of report.layers) {
      expect(errorAfter).toBeLessThan(errorBefore);
    }
    const { outputs } = await runGraph(graph, samples);
    expect(outputs[0]?.data.every(Number.isFinite)).toBe(true);
  });

  it('leaves the model it was given as it is', async () => {
    const given = model();
    const copy = structuredClone(given);
    await calibrateBias(given, samples);
    expect(given).toEqual(copy);
  });

  it('keeps the max_value of a silent activation', async () => {
    const black = tensor(new Uint8Array(sizeOf(samples.shape)), samples.shape);
    const { report } = await calibrateBias(model(), black);
    expect(report.activations).toEqual([{ name: 'r', before: 6, after: 6 }]);
  });

  it.each([0, 11, 2.5, NaN])('refuses a batch size of %d for 10 samples', async (batchSize) => {
    await expect(calibrateBias(model(), samples, { batchSize })).rejects.toMatchObject({
      diagnostics: [{ code: 'calibrate/batch-size' }],
    });
  });

  it('refuses a float model', async () => {
    const float = buildChain([4], [['Dense', { name: 'd', units: 2 }]]);
    await expect(calibrateBias(float, images(1, [2, 4]))).rejects.toMatchObject({
      diagnostics: [{ code: 'calibrate/not-quantized' }],
    });
  });

  it('reports progress over both stages and stops when cancelled', async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const run = calibrateBias(model(), samples, {
      signal: controller.signal,
      onProgress: (done, total) => {
        expect(total).toBe(10);
        steps.push(done);
        if (done === 7) controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
