import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { runGraph } from '../forward/runner.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { conv, dense, flatten, norm, relu } from '../testing/layerSpecs.ts';
import { seededRandom } from '../testing/random.ts';
import { residualNet } from '../testing/residualModels.ts';
import { prepareBackend } from './prepareBackend.ts';
import { createTeacher } from './teacher.ts';

beforeAll(() => prepareBackend('wasm'));

const merge = (className: string, name: string, ...from: readonly string[]): LayerSpec => [
  className,
  { name },
  {},
  from,
];
const start = [conv('c'), norm('n'), relu('r', { max_value: 6 })];
const head = [flatten('f'), dense('d')];

const TEACHERS: Readonly<Record<string, ModelGraph>> = {
  'a ResNet with projections': residualNet({
    input: [8, 8, 3],
    stages: [4, 6],
    blocks: 2,
    shortcut: 'projection with BatchNormalization',
  }),
  'every merge': buildChain(
    [8, 8, 3],
    [
      ...start,
      conv('a'),
      merge('Add', 'add', 'a', 'r'),
      merge('Average', 'average', 'add', 'r', 'a'),
      merge('Multiply', 'multiply', 'average', 'r'),
      merge('Subtract', 'subtract', 'multiply', 'a'),
      merge('Maximum', 'maximum', 'subtract', 'r'),
      merge('Minimum', 'minimum', 'maximum', 'a'),
      merge('Concatenate', 'join', 'minimum', 'add'),
      ...head,
    ],
  ),
  'layers that training does not know': buildChain(
    [8, 8, 3],
    [
      ['ZeroPadding2D', { name: 'z' }],
      conv('c', { padding: 'valid', dilation_rate: [2, 2] }),
      ['LeakyReLU', { name: 'l', alpha: 0.2 }],
      ['DepthwiseConv2D', { name: 'w', kernel_size: [3, 3], padding: 'same' }],
      ['DepthwiseConv2D', { name: 'v', kernel_size: [3, 3], activation: 'relu' }],
      ['UpSampling2D', { name: 'u' }],
      ...head,
    ],
  ),
};

describe('a teacher gives what the model gives', () => {
  it.each(Object.entries(TEACHERS))('%s', async (_, graph) => {
    const random = seededRandom(5);
    const images = {
      shape: [3, 8, 8, 3],
      data: Float32Array.from({ length: 3 * 8 * 8 * 3 }, () => random() * 2 - 1),
    };
    const before = tf.memory().numTensors;
    const inference = createTeacher(graph, graph, {}).inference();
    const logits = await inference.logits(images);
    inference.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const [output] = (await runGraph(graph, images)).outputs;
    const wanted = output?.data ?? new Float32Array();
    const hasSoftmax = graph.layers.at(-1)?.serialized['activation'] === 'softmax';
    const found = hasSoftmax ? softmax(logits, wanted.length / 3) : [...logits];
    expect(found).toHaveLength(wanted.length);
    const largest = Math.max(...wanted.map(Math.abs));
    // Sums in another order, in float32.
    found.forEach((value, i) => {
      expect(Math.abs(value - (wanted[i] ?? NaN)) / largest).toBeLessThan(1e-5);
    });
  });
});

function softmax(logits: Float32Array, classes: number): readonly number[] {
  return [...logits].map((value, i) => {
    const row = logits.subarray(i - (i % classes), i - (i % classes) + classes);
    return Math.exp(value) / row.reduce((sum, other) => sum + Math.exp(other), 0);
  });
}

it('pixels are scaled for it as for the model that learns', async () => {
  const graph = buildChain([4, 4, 1], [conv('c'), relu('r'), ...head]);
  const images = { shape: [1, 4, 4, 1], data: Uint8Array.from({ length: 16 }, (_, i) => i * 16) };
  const scaled = { shape: images.shape, data: Float32Array.from(images.data, (x) => x / 255) };
  const [pixels, values] = await Promise.all([
    createTeacher(graph, graph, { inputScaling: [255, 0] })
      .inference()
      .logits(images),
    createTeacher(graph, graph, {}).inference().logits(scaled),
  ]);
  pixels.forEach((value, i) => {
    expect(value).toBeCloseTo(values[i] ?? NaN, 5);
  });
});

describe('refuses', () => {
  const pupil = buildChain([8, 8, 3], [conv('c'), relu('r'), ...head]);
  const other = (layers: readonly LayerSpec[], input = [8, 8, 3]) => buildChain(input, layers);
  it.each([
    ['other classes', other([conv('c'), flatten('f'), dense('d', { units: 7 })]), 'teacher-shape'],
    ['another input', other([conv('c'), ...head], [6, 6, 3]), 'teacher-shape'],
    [
      'an activation without logits',
      other([conv('c'), flatten('f'), dense('d', { activation: 'tanh' })]),
      'not-trainable',
    ],
  ])('%s', (_, graph, code) => {
    expect(() => createTeacher(graph, pupil, {})).toThrow(`qat/${code}`);
  });

  it('two outputs', () => {
    const two = { ...pupil, outputs: [...pupil.outputs, { layer: 'r', call: 0, output: 0 }] };
    expect(() => createTeacher(two, pupil, {})).toThrow('qat/teacher-shape');
  });

  it('a layer that nobody can run', () => {
    const graph = buildChain(
      [8, 8, 3],
      [conv('c'), ['MyLayer', { name: 'm' }], merge('Add', 'e', 'c', 'm')],
    );
    expect(() => createTeacher(graph, graph, {})).toThrow('forward/cannot-run');
  });
});
