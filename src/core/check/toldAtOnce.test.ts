import { describe, expect, it } from 'vitest';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { walkFixes } from '../testing/fixWalk.ts';
import { goldenFiles } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { conv, dense, flatten, globalAverage, maxPool, norm, relu } from '../testing/layerSpecs.ts';
import { checkModel } from './checkModel.ts';

const layer = (className: string, name: string, more: object = {}): LayerSpec => [
  className,
  { name, ...more },
];
const depthwise = (name: string, more: object = {}): LayerSpec =>
  layer('DepthwiseConv2D', name, { kernel_size: [3, 3], padding: 'same', ...more });
const noise = (name: string): LayerSpec => layer('GaussianNoise', name, { stddev: 1 });
const start = [conv('c'), relu('r')];
const head = [relu('q'), flatten('f'), dense('d')];

interface Wrong {
  readonly layers: readonly LayerSpec[];
  /** All errors of the model: `rule layer`. */
  readonly told: readonly string[];
}

/** Two and three things wrong with one layer, or with one and the next, each of which hid another before. */
const MODELS: Readonly<Record<string, Wrong>> = {
  'an unsupported depthwise convolution: dilated, padded wrongly, with an activation': {
    layers: [
      ...start,
      depthwise('x', { padding: 'valid', dilation_rate: [2, 2], activation: 'relu' }),
      ...[conv('e'), ...head],
    ],
    told: ['inline-activation x', 'neural-arguments x', 'supported-layer x', 'hw-padding x'],
  },
  'one with an even kernel, an activation and a normalization behind it': {
    layers: [
      ...start,
      ...[depthwise('x', { kernel_size: [2, 2], activation: 'tanh' }), norm('n'), conv('e')],
      ...head,
    ],
    told: [
      ...['conv-kernel x', 'inline-activation x', 'supported-layer x', 'hw-kernel-size x'],
      'batchnorm-before-activation n',
    ],
  },
  'one with a stride that the chip does not have': {
    layers: [
      ...start,
      ...[depthwise('x', { kernel_size: [5, 5], strides: [2, 2] }), relu('s'), conv('e'), ...head],
    ],
    told: ['supported-layer x', 'hw-stride x'],
  },
  'a pool behind noise': {
    layers: [
      ...start,
      ...[conv('e'), relu('s'), noise('x'), maxPool('p', { padding: 'valid' }), conv('g'), ...head],
    ],
    told: ['supported-layer x', 'pool-padding p'],
  },
  'a normalization behind an activation and noise': {
    layers: [...start, conv('e'), relu('s'), noise('x'), norm('n'), conv('g'), ...head],
    told: ['supported-layer x', 'batchnorm-before-activation n'],
  },
  'two activations with noise between them': {
    layers: [...start, conv('e'), relu('s'), noise('x'), relu('t'), conv('g'), ...head],
    told: ['supported-layer x', 'single-activation t'],
  },
  'two convolutions with noise between them': {
    layers: [...start, conv('e'), noise('x'), conv('g'), ...head],
    told: ['activation-between e', 'supported-layer x'],
  },
  'noise first, then no convolution': {
    layers: [noise('x'), relu('s'), flatten('f'), dense('d')],
    told: ['supported-layer x', 'image-input s', 'single-activation s'],
  },
  'two activations that the chip does not have': {
    layers: [...start, conv('e'), layer('LeakyReLU', 's'), layer('ELU', 't'), conv('g'), ...head],
    told: ['supported-layer s', 'single-activation t', 'supported-layer t'],
  },
  'a normalization and a pool behind one': {
    layers: [
      ...[...start, conv('e'), layer('LeakyReLU', 's'), norm('n')],
      ...[maxPool('p', { padding: 'valid' }), conv('g'), ...head],
    ],
    told: ['supported-layer s', 'batchnorm-before-activation n', 'pool-padding p'],
  },
  'an average behind one': {
    layers: [...start, conv('e'), layer('ELU', 's'), globalAverage('p'), dense('d')],
    told: ['supported-layer s', 'pool-after-conv p'],
  },
  'an activation inside, and one behind it': {
    layers: [
      ...start,
      conv('e', { dilation_rate: [3, 3], groups: 2, kernel_size: [2, 2], activation: 'elu' }),
      ...[layer('PReLU', 's'), conv('g'), ...head],
    ],
    told: [
      ...['conv-kernel e', 'inline-activation e', 'neural-arguments e', 'neural-arguments e'],
      ...['hw-kernel-size e', 'single-activation s', 'supported-layer s'],
    ],
  },
  'behind a layer that nobody knows': {
    layers: [
      ...[...start, layer('MyLayer', 'x')],
      conv('e', { kernel_size: [2, 2], padding: 'valid', dilation_rate: [2, 2] }),
      ...[maxPool('p', { padding: 'same', pool_size: 3 }), ...head],
    ],
    told: [
      ...['supported-layer x', 'conv-kernel e', 'neural-arguments e', 'hw-kernel-size e'],
      ...['hw-padding e', 'hw-pool e', 'pool-padding p', 'hw-pool-next d'],
    ],
  },
};

describe('every violation of a layer is told at once, also behind another one', () => {
  it.each(Object.entries(MODELS))('%s', (_, { layers, told }) => {
    const graph = buildChain([16, 16, 3], layers);
    const errors = checkModel(graph).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, where }) => `${code.slice(5)} ${where.layer ?? ''}`)).toEqual(told);
    walkFixes(graph);
  });
});

/** What hides nothing, and must still bring nothing new up. */
const OTHERS: Readonly<Record<string, readonly LayerSpec[]>> = {
  'averages behind activations': [
    ...[...start, conv('e'), relu('q'), layer('AveragePooling2D', 'p'), conv('g')],
    ...[relu('s'), layer('AveragePooling2D', 'w', { pool_size: 8 }), flatten('f'), dense('d')],
  ],
  'an average larger than the pools of the chip': [
    ...[...start, conv('e'), layer('AveragePooling2D', 'p', { pool_size: 3 }), relu('q')],
    ...[conv('g'), flatten('f'), dense('d')],
  ],
  'a depthwise convolution with several filters a channel': [
    ...[...start, depthwise('x', { kernel_size: [4, 2], depth_multiplier: 2 })],
    ...[conv('e', { kernel_size: [1, 1] }), ...head],
  ],
  'zeros around a convolution without padding': [
    ...[...start, layer('ZeroPadding2D', 'z', { padding: 2 })],
    ...[conv('e', { padding: 'valid', kernel_size: [4, 4], strides: [2, 2] }), ...head],
  ],
  'Dense on a map, twice': [
    ...[...start, dense('x', { activation: 'tanh' }), dense('y'), flatten('f'), dense('d')],
  ],
  'two averages': [
    ...[...start, conv('e'), relu('s'), globalAverage('p', { keepdims: true })],
    ...[conv('g', { kernel_size: 2 }), relu('t'), globalAverage('p2'), dense('d')],
  ],
  'a Flatten in the midst': [
    ...[...start, flatten('x'), relu('s'), norm('n'), dense('y', { activation: 'tanh' })],
    dense('d'),
  ],
  'a crop, and a pool of three': [
    ...[...start, layer('Cropping2D', 'x', { cropping: 1 }), conv('e', { padding: 'valid' })],
    ...[maxPool('p', { pool_size: 3 }), relu('s'), flatten('f'), dense('d')],
  ],
  'a Rescaling in the midst': [
    ...[...start, layer('Rescaling', 'x', { scale: 2 }), relu('s'), norm('n')],
    ...[conv('e', { kernel_size: 2 }), ...head],
  ],
};

describe('no fix brings an error up on a layer that was not told of', () => {
  it.each(Object.entries(OTHERS))('%s', (_, layers) => {
    walkFixes(buildChain([16, 16, 3], layers));
  });

  it.each(goldenFiles('compat', '.h5'))('%s', async (path) => {
    walkFixes(await readGoldenKeras(path));
  });
});

it('a stride larger than the kernel is told once, by its name', () => {
  const strided = conv('s', { kernel_size: [1, 1], strides: [2, 2], padding: 'same' });
  const graph = buildChain(
    [16, 16, 3],
    [conv('a'), relu('r'), strided, relu('q'), flatten('f'), dense('d')],
  );
  const errors = checkModel(graph).filter(
    ({ severity, where }) => severity === 'error' && where.layer === 's',
  );
  expect(errors).toMatchObject([
    { code: 'rule/conv-kernel', title: 'Strides larger than the kernel' },
  ]);
});
