import { describe, expect, it } from 'vitest';
import { buildChain } from '../testing/buildChain.ts';
import { denseOperationsOfGraph } from './denseOperations.ts';

const same = { padding: 'same', use_bias: true };

describe('denseOperationsOfGraph', () => {
  it.each([
    ['Conv2D', { filters: 32, kernel_size: 3, ...same }, 10 * 10 * 3 * 3 * 16 * 32],
    ['Conv2D', { filters: 32, kernel_size: 3, strides: 2, ...same }, 5 * 5 * 3 * 3 * 16 * 32],
    ['SeparableConv2D', { filters: 32, kernel_size: 3, ...same }, 100 * (9 * 16 + 16 * 32)],
    ['DepthwiseConv2D', { kernel_size: 3, ...same }, 100 * 9 * 16],
  ] as const)('%s %o', (className, config, expected) => {
    const graph = buildChain([10, 10, 16], [[className, { ...config, name: 'layer' }]]);
    expect(denseOperationsOfGraph(graph).get('layer')).toBe(expected);
  });

  it('counts a dense layer once, and leaves out layers without kernels', () => {
    const graph = buildChain(
      [10, 10, 16],
      [
        ['Flatten', { name: 'flat' }],
        ['BatchNormalization', { name: 'norm' }],
        ['Dense', { name: 'head', units: 10 }],
      ],
    );
    expect([...denseOperationsOfGraph(graph)]).toEqual([['head', 1600 * 10]]);
  });
});
