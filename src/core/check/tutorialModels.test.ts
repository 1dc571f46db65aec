import { describe, expect, it } from 'vitest';
import type { ModelGraph } from '../ir/graph.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { walkFixes } from '../testing/fixWalk.ts';
import { expectSameOutputs } from '../testing/fixTester.ts';
import { conv, dense, flatten, maxPool, norm } from '../testing/layerSpecs.ts';
import { tensor } from '../tensor/tensor.ts';
import { applySafeFixes } from './applySafeFixes.ts';
import { checkModel } from './checkModel.ts';

/** A model of a tutorial: its input and its layers, as Keras writes them. */
interface Tutorial {
  readonly input: readonly number[];
  readonly layers: readonly LayerSpec[];
}

const relu = { activation: 'relu' };
const valid = { padding: 'valid', ...relu };
const same = { padding: 'same', ...relu };
let count = 0;
const named = (kind: string): string => `${kind}_${count++}`;
const c = (filters: number, size: number, more: object = valid): LayerSpec =>
  conv(named('conv2d'), { filters, kernel_size: [size, size], ...more });
/** Keras pads no pool unless told to. */
const pool = (): LayerSpec => maxPool(named('max_pooling2d'), { padding: 'valid' });
const drop = (rate: number): LayerSpec => ['Dropout', { name: named('dropout'), rate }];
const d = (units: number, activation = 'relu'): LayerSpec =>
  dense(named('dense'), { units, activation });
const f = (): LayerSpec => flatten(named('flatten'));
const bn = (): LayerSpec => norm(named('batch_normalization'));
const act = (): LayerSpec => ['Activation', { name: named('activation'), activation: 'relu' }];

/** Convolutions, pools and heads as the tutorials have them; some with smaller pictures or fewer units, so that the test stays short. */
const TUTORIALS: Readonly<Record<string, Tutorial>> = {
  'Keras: simple MNIST convnet': {
    input: [28, 28, 1],
    layers: [c(32, 3), pool(), c(64, 3), pool(), f(), drop(0.5), d(10, 'softmax')],
  },
  'Keras: MNIST CNN with two convolutions before its pool': {
    input: [28, 28, 1],
    layers: [c(32, 3), c(64, 3), pool(), drop(0.25), f(), d(128), drop(0.5), d(10, 'softmax')],
  },
  'CIFAR-10 with three pools': {
    input: [32, 32, 3],
    layers: [
      ...[c(32, 3), pool(), c(64, 3), pool(), c(128, 3), pool()],
      ...[f(), d(128), d(10, 'linear')],
    ],
  },
  'CIFAR-10 in VGG blocks': {
    input: [32, 32, 3],
    layers: [
      ...[c(32, 3, same), c(32, 3, same), pool(), drop(0.2)],
      ...[c(64, 3, same), c(64, 3, same), pool(), drop(0.2)],
      ...[c(128, 3, same), c(128, 3, same), pool(), drop(0.2)],
      ...[f(), d(128), drop(0.2), d(10, 'softmax')],
    ],
  },
  'VGG11 for CIFAR-10, 512 channels before its head': {
    input: [32, 32, 3],
    layers: [
      ...[c(64, 3, same), pool(), c(128, 3, same), pool(), c(256, 3, same), pool()],
      ...[c(512, 3, same), c(512, 3, same), pool(), f(), d(64), d(10, 'softmax')],
    ],
  },
  'LeNet-5 on 32x32': {
    input: [32, 32, 1],
    layers: [c(6, 5), pool(), c(16, 5), pool(), f(), d(120), d(84), d(10, 'softmax')],
  },
  'LeNet-5 on 28x28, the first layer padded': {
    input: [28, 28, 1],
    layers: [c(6, 5, same), pool(), c(16, 5), pool(), f(), d(120), d(84), d(10, 'softmax')],
  },
  'Digits with batch normalization': {
    input: [28, 28, 1],
    layers: [
      ...[c(32, 5, { padding: 'same' }), bn(), act(), c(32, 5, { padding: 'same' }), bn(), act()],
      ...[pool(), drop(0.25), c(64, 3, { padding: 'same' }), bn(), act(), pool(), drop(0.25)],
      ...[f(), d(256), drop(0.5), d(10, 'softmax')],
    ],
  },
  'Traffic signs, 43 classes': {
    input: [30, 30, 3],
    layers: [
      ...[c(32, 5), c(32, 5), pool(), drop(0.25), c(64, 3), c(64, 3), pool(), drop(0.25)],
      ...[f(), d(256), drop(0.5), d(43, 'softmax')],
    ],
  },
  'Sign language letters': {
    input: [64, 64, 3],
    layers: [
      ...[c(16, 3), pool(), c(32, 3), pool(), c(64, 3), pool()],
      ...[f(), d(128), drop(0.5), d(29, 'softmax')],
    ],
  },
  'Letters of a captcha': {
    input: [20, 20, 1],
    layers: [c(20, 5, same), pool(), c(50, 5, same), pool(), f(), d(500), d(32, 'softmax')],
  },
  'Emotions of faces (FER-2013)': {
    input: [48, 48, 1],
    layers: [
      ...[c(32, 3), c(64, 3), pool(), drop(0.25), c(128, 3), pool(), c(128, 3), pool()],
      ...[drop(0.25), f(), d(256), drop(0.5), d(7, 'softmax')],
    ],
  },
  'Cats and dogs from little data': {
    input: [150, 150, 3],
    layers: [
      ...[c(32, 3), pool(), c(32, 3), pool(), c(64, 3), pool()],
      ...[f(), d(64), drop(0.5), d(1, 'sigmoid')],
    ],
  },
  'Fashion-MNIST with 2x2 kernels': {
    input: [28, 28, 1],
    layers: [
      ...[c(64, 2, same), pool(), drop(0.3), c(32, 2, same), pool(), drop(0.3)],
      ...[f(), d(256), drop(0.5), d(10, 'softmax')],
    ],
  },
  'TensorFlow: flowers, with Rescaling': {
    input: [90, 90, 3],
    layers: [
      ['Rescaling', { name: named('rescaling'), scale: 1 / 255 }],
      ...[c(16, 3, same), pool(), c(32, 3, same), pool()],
      ...[drop(0.2), f(), d(128), d(5, 'linear')],
    ],
  },
};

/** Without a pool before its head; the odd map of its second pool stands before a convolution. */
const TENSORFLOW_CIFAR: Tutorial = {
  input: [32, 32, 3],
  layers: [c(32, 3), pool(), c(64, 3), pool(), c(64, 3), f(), d(64), d(10, 'linear')],
};

describe('models of tutorials with a max pool before Flatten and Dense', () => {
  it('are fifteen', () => {
    expect(Object.keys(TUTORIALS)).toHaveLength(15);
  });

  it.each([...Object.entries(TUTORIALS), ['TensorFlow: CIFAR-10 CNN', TENSORFLOW_CIFAR] as const])(
    '%s fits the chip after exact fixes alone',
    async (_, { input, layers }) => {
      const graph = trained(buildChain(input, layers, 12));
      expect(problems(graph)).not.toEqual([]);
      const fixed = applySafeFixes(graph);
      expect(problems(fixed.graph)).toEqual([]);
      await expectSameOutputs(graph, fixed.graph);
    },
    60_000,
  );
});

it('the CIFAR-10 example of Keras, which pads every other convolution, reaches it with one fix to fine-tune after', () => {
  const blocks = [c(32, 3, same), c(32, 3), pool(), drop(0.25), c(64, 3, same), c(64, 3), pool()];
  const graph = buildChain([32, 32, 3], [...blocks, drop(0.25), f(), d(64), d(10, 'softmax')]);
  const inexact: string[] = [];
  const { left } = walkFixes(graph, {}, ({ exact, pass }) => {
    if (!exact) inexact.push(pass);
  });
  expect({ inexact, left }).toEqual({ inexact: ['grow-map'], left: [] });
});

function problems(graph: ModelGraph): readonly string[] {
  return checkModel(graph)
    .filter(({ severity }) => severity !== 'info')
    .map((x) => `${x.code} ${x.where.layer ?? ''}: ${x.message}`);
}

/** Random weights of the size that training gives them, so that no layer lets its values grow or vanish. */
function trained(graph: ModelGraph): ModelGraph {
  return {
    ...graph,
    layers: graph.layers.map((node) => {
      const kernel = node.weights['kernel'];
      if (!kernel) return node;
      const inputs = kernel.shape.slice(0, -1).reduce((a, b) => a * b, 1);
      // The spread of values in -0.5..0.5 is 1/sqrt(12); He's is sqrt(2/inputs).
      const gain = Math.sqrt(24 / inputs);
      const scaled = tensor(
        kernel.data.map((x) => x * gain),
        kernel.shape,
      );
      return { ...node, weights: { ...node.weights, kernel: scaled } };
    }),
  };
}
