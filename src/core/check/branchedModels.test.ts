import { describe, expect, it } from 'vitest';
import { notSerialReason, type ModelGraph } from '../ir/graph.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { activation, conv, dense, globalAverage, norm } from '../testing/layerSpecs.ts';
import { walkFixes } from '../testing/fixWalk.ts';
import { residualNet } from '../testing/residualModels.ts';

const joined = (className: string, name: string, ...from: readonly string[]): LayerSpec => [
  className,
  { name },
  {},
  from,
];
const reading = ([className, serialized]: LayerSpec, ...from: readonly string[]): LayerSpec => [
  className,
  serialized,
  {},
  from,
];
const depthwise = (name: string): LayerSpec => [
  'DepthwiseConv2D',
  { name, kernel_size: [3, 3], padding: 'same', use_bias: false },
];
const relu6 = (name: string): LayerSpec => ['ReLU', { name, max_value: 6 }];
const pointwise = (name: string, filters: number, more: object = {}): LayerSpec =>
  conv(name, { filters, kernel_size: [1, 1], ...more });

/** Blocks as the well-known families have them. */
const MODELS: Readonly<Record<string, ModelGraph>> = {
  'ResNet-20 for CIFAR-10': residualNet({ stages: [16, 32, 64], blocks: 3 }),
  'its shortcuts with BatchNormalization': residualNet({
    stages: [16, 32, 64],
    blocks: 1,
    shortcut: 'projection with BatchNormalization',
  }),
  'an average over the whole map and Flatten, as in the example of Keras': residualNet({
    stages: [16, 32, 64],
    blocks: 1,
    end: [
      ['AveragePooling2D', { name: 'average', pool_size: 8 }],
      ['Flatten', { name: 'flatten' }],
    ],
  }),
  'ResNet v2, normalized and activated before its convolutions': buildChain(
    [16, 16, 3],
    [
      ...[conv('c'), norm('n'), activation('r', 'relu')],
      ...[conv('a1'), norm('a2'), activation('a3', 'relu'), conv('a4')],
      joined('Add', 'a5', 'r', 'a4'),
      ...[norm('b0'), activation('b1', 'relu'), conv('b2'), norm('b3')],
      ...[activation('b4', 'relu'), conv('b5'), joined('Add', 'b6', 'a5', 'b5')],
      ...[norm('e0'), activation('e1', 'relu'), globalAverage('g'), dense('d')],
    ],
  ),
  'MobileNetV2, linear before its additions': buildChain(
    [16, 16, 3],
    [
      ...[conv('c', { filters: 8 }), norm('n'), relu6('r'), pointwise('p', 6), norm('q')],
      ...[pointwise('a1', 24), norm('a2'), relu6('a3'), depthwise('a4'), norm('a5'), relu6('a6')],
      ...[pointwise('a7', 6), norm('a8'), joined('Add', 'a9', 'q', 'a8')],
      ...[pointwise('b1', 24), norm('b2'), relu6('b3'), globalAverage('g'), dense('d')],
    ],
  ),
  'squeeze and excite inside a residual block': buildChain(
    [16, 16, 3],
    [
      ...[conv('c'), norm('n'), relu6('r'), conv('a1'), norm('a2')],
      globalAverage('s1', { keepdims: true }),
      ...[
        pointwise('s2', 2, { activation: 'relu' }),
        pointwise('s3', 4, { activation: 'sigmoid' }),
      ],
      joined('Multiply', 's4', 'a2', 's3'),
      joined('Add', 'a3', 'r', 's4'),
      ...[relu6('a4'), conv('b1'), norm('b2'), relu6('b3'), globalAverage('g'), dense('d')],
    ],
  ),
  'three branches, one of them with a branch': buildChain(
    [16, 16, 3],
    [
      ...[conv('c'), norm('n'), relu6('r'), conv('a1'), relu6('a2')],
      ...[reading(conv('b1'), 'r'), relu6('b2'), conv('b3')],
      joined('Average', 'b4', 'b2', 'b3'),
      joined('Maximum', 'm', 'a2', 'b4', 'r'),
      ...[conv('e'), relu6('f'), globalAverage('g'), dense('d')],
    ],
  ),
};

describe('models with residual blocks', () => {
  it.each(Object.entries(MODELS))(
    '%s reaches the chip, and nothing comes up on the way',
    (_, graph) => {
      const { graph: fixed, left } = walkFixes(graph);
      expect(left).toEqual([]);
      expect(notSerialReason(fixed)).toBeNull();
    },
  );
});
