import { describe, expect, it } from 'vitest';
import { checkModel } from './checkModel.ts';
import { buildChain } from '../testing/buildChain.ts';
import { expectSameOutputs } from '../testing/fixTester.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import {
  activation,
  conv,
  dense,
  flatten,
  globalAverage,
  norm,
  relu,
} from '../testing/layerSpecs.ts';
import { applySafeFixes } from './applySafeFixes.ts';

describe('applySafeFixes', () => {
  it('goes on until nothing exact is left, and keeps the outputs', async () => {
    const graph = buildChain(
      [8, 8, 3],
      [
        conv('a', { activation: 'relu' }),
        ['DepthwiseConv2D', { name: 'w', kernel_size: [3, 3], padding: 'same', use_bias: false }],
        norm('n'),
        conv('p', { kernel_size: [1, 1], activation: 'relu6' }),
        conv('q'),
        activation('r', 'relu'),
        norm('m'),
        globalAverage('g', { keepdims: true }),
        flatten('f'),
        dense('d', { activation: 'softmax' }),
      ],
    );
    const fixed = applySafeFixes(graph);
    expect(fixed.applied.map(({ pass, layer }) => `${pass} ${layer}`)).toEqual([
      'split-inline-activation a',
      'join-depthwise w',
      'split-inline-activation p',
      'activation-to-relu r',
      'fold-batch-norm-forward m',
      'split-inline-activation d',
    ]);
    // An average behind an activation is all that no exact rewrite can mend.
    const left = checkModel(fixed.graph, { target: 'none' }).filter((d) => d.severity === 'error');
    expect(left.map((d) => `${d.code} ${d.where.layer ?? ''}`)).toEqual(['rule/pool-after-conv g']);
    await expectSameOutputs(graph, fixed.graph);
  });

  it.each([
    'inline_relu',
    'inline_softmax_head',
    'relu_as_activation_layer',
    'dilation',
    'groups',
    'depth_multiplier',
    'depthwise',
  ])('mends golden/compat/%s without a change of its outputs', async (name) => {
    const graph = await readGoldenKeras(`compat/${name}.h5`);
    const before = checkModel(graph, { target: 'none' }).filter((d) => d.severity === 'error');
    const fixed = applySafeFixes(graph, { target: 'none' });
    const after = checkModel(fixed.graph, { target: 'none' }).filter((d) => d.severity === 'error');
    expect(before.length).toBeGreaterThan(0);
    expect(after).toEqual([]);
    await expectSameOutputs(graph, fixed.graph);
  });

  it('gives the same graph back when there is nothing to do', () => {
    const graph = buildChain([8, 8, 3], [conv('c'), relu('r'), flatten('f'), dense('d')]);
    expect(applySafeFixes(graph)).toEqual({ graph, applied: [] });
    expect(applySafeFixes(graph).graph).toBe(graph);
  });
});
