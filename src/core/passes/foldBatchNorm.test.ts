import { expect, it } from 'vitest';
import { runGraph } from '../forward/runner.ts';
import { graphOfChain } from '../ir/graph.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { randomImages } from '../testing/random.ts';
import { foldBatchNorm } from './foldBatchNorm.ts';

/** Scaled sums against sums of scaled values in float32. */
const TOLERANCE = 1e-5;

const norm = (more: object = {}): LayerSpec => [
  'BatchNormalization',
  { name: 'b', axis: [-1], ...more },
];

it.each<readonly [string, LayerSpec, LayerSpec]>([
  [
    'Conv2D without bias',
    ['Conv2D', { name: 'n', filters: 3, kernel_size: 3, use_bias: false }],
    norm(),
  ],
  ['Conv2D with bias', ['Conv2D', { name: 'n', filters: 3, kernel_size: 3 }], norm()],
  ['SeparableConv2D', ['SeparableConv2D', { name: 'n', filters: 3, kernel_size: 3 }], norm()],
  ['Dense', ['Dense', { name: 'n', units: 3 }], norm()],
  [
    'a layer without gamma',
    ['Conv2D', { name: 'n', filters: 3, kernel_size: 3 }],
    norm({ scale: false }),
  ],
  [
    'a layer without beta',
    ['Conv2D', { name: 'n', filters: 3, kernel_size: 3 }],
    norm({ center: false }),
  ],
])('folds into %s, outputs equal', async (_, neural, batchNorm) => {
  const graph = buildChain([6, 6, 2], [neural, batchNorm]);
  const result = foldBatchNorm.apply(graph);
  expect(result.layers.map((node) => node.name)).toEqual(['input', 'n']);
  const images = randomImages([2, 6, 6, 2]);
  const [before, after] = [await runGraph(graph, images), await runGraph(result, images)];
  for (const [i, value] of (before.outputs[0]?.data ?? []).entries()) {
    expect(Math.abs((after.outputs[0]?.data[i] ?? NaN) - value)).toBeLessThan(TOLERANCE);
  }
});

it.each<readonly [string, readonly LayerSpec[], string]>([
  [
    'a zero gamma',
    [
      ['Dense', { name: 'n', units: 2 }],
      ['BatchNormalization', { name: 'b', axis: [-1] }, { gamma: [1, 0] }],
    ],
    'graph/zero-gamma: 1 scales (gamma / sqrt(variance)) are zero: once folded, their kernels would be all zero.',
  ],
  [
    'another axis',
    [['Conv2D', { name: 'n', filters: 2, kernel_size: 3 }], norm({ axis: [1] })],
    'graph/batch-norm-axis: BatchNormalization must normalize the last axis to be folded.',
  ],
  [
    'a per-tensor quantizer',
    [
      [
        'QuantizedConv2D',
        {
          name: 'n',
          filters: 2,
          kernel_size: 3,
          quantizer: { class_name: 'MaxQuantizer', config: { bitwidth: 4 } },
        },
      ],
      norm(),
    ],
    'graph/batch-norm-per-tensor: BatchNormalization scales every channel by its own factor, and "n" has one grid for all channels.',
  ],
])('refuses %s', (_, specs, message) => {
  expect(() => foldBatchNorm.apply(buildChain([6, 6, 2], specs))).toThrow(message);
});

it.each<readonly [string, LayerSpec]>([
  ['a convolution', ['Conv2D', { name: 'n', filters: 3, kernel_size: 1 }]],
  ['a Dense layer', ['Dense', { name: 'n', units: 3 }]],
])('folds behind a layer of which no shape is known: axis 3 of %s', (_, neural) => {
  const [unknown, start]: LayerSpec[] = [['Conv2DTranspose', { name: 'u' }], neural];
  const known = buildChain([6, 6, 2], [start as LayerSpec, norm({ axis: [3] })]);
  const [input, ...layers] = known.layers;
  const [, between] = buildChain([6, 6, 2], [unknown as LayerSpec]).layers;
  if (!input || !between) throw new Error('a model');
  const graph = graphOfChain(known, [input, between, ...layers]);
  expect(foldBatchNorm.apply(graph).layers.map(({ name }) => name)).toEqual(['input', 'u', 'n']);
});
