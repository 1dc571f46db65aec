import { beforeAll, describe, expect, it } from 'vitest';
import { quantizeModel } from '../../quantize/quantizeModel.ts';
import { runGraph } from '../../forward/runner.ts';
import { buildChain, type LayerSpec } from '../../testing/buildChain.ts';
import { largestRelativeError } from '../../testing/backends/check.ts';
import { randomImages } from '../../testing/random.ts';
import { prepareBackend } from '../prepareBackend.ts';
import { createTrainingGraph } from '../trainingGraph.ts';
import type { Parameter } from './define.ts';

beforeAll(() => prepareBackend('wasm'));

/** float32 sums in another order. */
const FORWARD_TOLERANCE = 1e-5;

/** Slopes by differences in float32 over a step of 2^-11 carry errors of some 1e-3 of the largest slope. */
const SLOPE_TOLERANCE = 1e-2;

const FLOAT_MODELS: readonly (readonly [string, readonly LayerSpec[]])[] = [
  [
    'Conv2D, relu inline, average pool',
    [
      [
        'Conv2D',
        { name: 'c', filters: 4, kernel_size: 3, strides: 2, padding: 'same', activation: 'relu' },
      ],
      ['AveragePooling2D', { name: 'p', pool_size: 2 }],
      ['Flatten', { name: 'f' }],
      ['Dense', { name: 'o', units: 3 }],
    ],
  ],
  [
    'BatchNormalization, unfolded, and a softmax at the end',
    [
      ['Conv2D', { name: 'c', filters: 4, kernel_size: [3, 2], padding: 'valid' }],
      ['BatchNormalization', { name: 'b', axis: [-1] }],
      ['ReLU', { name: 'r', max_value: 6 }],
      ['GlobalAveragePooling2D', { name: 'g' }],
      ['Dense', { name: 'o', units: 3, activation: 'softmax' }],
    ],
  ],
  [
    'SeparableConv2D and max pool',
    [
      ['SeparableConv2D', { name: 's', filters: 5, kernel_size: 3, strides: 2, padding: 'same' }],
      ['MaxPooling2D', { name: 'p', pool_size: 2, strides: 1, padding: 'same' }],
      ['ReLU', { name: 'r' }],
      ['Reshape', { name: 'h', target_shape: [-1] }],
      ['Dense', { name: 'o', units: 3 }],
    ],
  ],
];

describe.each(FLOAT_MODELS)('%s', (_, specs) => {
  const graph = () => buildChain([7, 6, 2], specs);
  const images = randomImages([5, 7, 6, 2]);
  const batch = { images, labels: Int32Array.of(0, 1, 2, 1, 0) };

  it('forward is that of the reference runner', async () => {
    const run = createTrainingGraph(graph(), { mode: 'toolkit' }).inference();
    const logits = await run.logits(images);
    run.dispose();
    const { outputs, layers } = await runGraph(graph(), images, { keep: 'all' });
    const isSoftmax = specs.at(-1)?.[1]['activation'] === 'softmax';
    const expected = outputs[0]?.data ?? new Float32Array();
    expect(layers.size).toBeGreaterThan(0);
    const ours = isSoftmax ? softmaxRows(logits, 3) : logits;
    expect(largestRelativeError(ours, expected)).toBeLessThan(FORWARD_TOLERANCE);
  });

  it('gradients are the slopes of the loss', async () => {
    const training = createTrainingGraph(graph(), { mode: 'toolkit' });
    const { gradients } = await training.step(batch, { seed: 1 });
    const lossWith = async (parameter: Parameter, i: number, shift: number) => {
      const kept = parameter.value[i] ?? 0;
      parameter.value[i] = kept + shift;
      const { loss } = await training.step(batch, { seed: 1 });
      parameter.value[i] = kept;
      return loss;
    };
    const step = 2 ** -11;
    const checked: string[] = [];
    for (const [parameter, gradient] of gradients) {
      if (parameter.momentum !== undefined) continue;
      const largest = Math.max(...gradient.map(Math.abs), 1e-2);
      for (const i of new Set([0, gradient.length >> 1, gradient.length - 1])) {
        const slope =
          ((await lossWith(parameter, i, step)) - (await lossWith(parameter, i, -step))) /
          (2 * step);
        const error = Math.abs((gradient[i] ?? NaN) - slope) / largest;
        expect(error, `${parameter.key}[${i}]`).toBeLessThan(SLOPE_TOLERANCE);
      }
      checked.push(parameter.key);
    }
    const learned = training.parameters.filter(({ momentum }) => momentum === undefined);
    expect(checked.sort()).toEqual(learned.map(({ key }) => key).sort());
  });
});

function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  return logits.map((value, i) => {
    const start = i - (i % classes);
    const row = logits.subarray(start, start + classes);
    return Math.exp(value) / row.reduce((sum, other) => sum + Math.exp(other), 0);
  });
}

it('chip mode and toolkit mode agree on where the weights should go', async () => {
  const float = buildChain(
    [8, 8, 1],
    [
      ['Rescaling', { name: 'scale', scale: 1 / 128, offset: -1 }],
      ['Conv2D', { name: 'c', filters: 8, kernel_size: 3, padding: 'same' }],
      ['ReLU', { name: 'r', max_value: 2 }],
      ['SeparableConv2D', { name: 's', filters: 8, kernel_size: 3, padding: 'same' }],
      ['GlobalAveragePooling2D', { name: 'g' }],
      ['ReLU', { name: 'r2', max_value: 2 }],
      ['Dense', { name: 'o', units: 4 }],
    ],
  );
  const graph = quantizeModel(float, { inputWeightBits: 8, weightBits: 4, activationBits: 4 });
  const pixels = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * i * 31) % 251);
  const batch = {
    images: { data: pixels, shape: [64, 8, 8, 1] },
    labels: Int32Array.from({ length: 64 }, (_, i) => i % 4),
  };
  const [chip, toolkit] = await Promise.all(
    (['chip', 'toolkit'] as const).map(async (mode) => {
      const { gradients } = await createTrainingGraph(graph, { mode }).step(batch, { seed: 1 });
      return new Map([...gradients].map(([{ key }, values]) => [key, values]));
    }),
  );
  expect([...(toolkit?.keys() ?? [])].sort()).toEqual([...(chip?.keys() ?? [])].sort());
  expect([...(toolkit?.keys() ?? [])]).toContain('s/pointwise_kernel');
  for (const [key, expected] of toolkit ?? []) {
    const ours = chip?.get(key) ?? new Float32Array();
    const dot = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
    const cosine = dot(ours, expected) / Math.sqrt(dot(ours, ours) * dot(expected, expected));
    // The chip's steps are cut to 4 fractional bits and its thresholds rounded down: a few activations differ.
    expect(cosine, key).toBeGreaterThan(0.97);
    expect(Math.sqrt(dot(ours, ours) / dot(expected, expected)), key).toBeCloseTo(1, 0);
  }
});

it.each<readonly [string, readonly LayerSpec[]]>([
  ['a slope', [['ReLU', { name: 'x', negative_slope: 0.1 }]]],
  ['dilation', [['Conv2D', { name: 'x', filters: 2, kernel_size: 3, dilation_rate: 2 }]]],
  [
    'an unknown activation',
    [['Conv2D', { name: 'x', filters: 2, kernel_size: 3, activation: 'tanh' }]],
  ],
  ['an upsampling', [['UpSampling2D', { name: 'x' }]]],
])('refuses %s', (_, specs) => {
  const graph = buildChain([8, 8, 1], specs);
  expect(() => createTrainingGraph(graph, { mode: 'toolkit' })).toThrow('qat/not-trainable');
});

it('refuses a layer without its weights', () => {
  const graph = buildChain([4], [['Dense', { name: 'o', units: 2 }]]);
  const layers = graph.layers.map((node) => ({ ...node, weights: {} }));
  expect(() => createTrainingGraph({ ...graph, layers }, { mode: 'toolkit' })).toThrow(
    'qat/missing-weight: The layer\'s weight "kernel" is not in the file.',
  );
});

it('refuses potentials that float32 cannot hold, once an input brings them', async () => {
  const graph = buildChain(
    [1, 1, 20000],
    [
      ['Flatten', { name: 'f' }],
      [
        'QuantizedDense',
        { name: 'o', units: 1, quantizer: { class_name: 'MaxQuantizer', config: { bitwidth: 8 } } },
        { kernel: Array.from({ length: 20000 }, () => 0.5) },
      ],
    ],
  );
  const training = createTrainingGraph(graph, { mode: 'chip', inputIsImage: false });
  const run = training.inference();
  const images = (value: number) => ({
    data: new Uint8Array(20000).fill(value),
    shape: [1, 1, 1, 20000],
  });
  expect([...(await run.logits(images(1)))]).toEqual([expect.any(Number)]);
  await expect(run.logits(images(15))).rejects.toThrow('qat/potential-too-large');
  const labels = Int32Array.of(0);
  const step = training.step({ images: images(15), labels }, { seed: 1 });
  await expect(step).rejects.toThrow('qat/potential-too-large');
  run.dispose();
});
