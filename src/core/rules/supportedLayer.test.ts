import { expect, it } from 'vitest';
import { contextOf } from './context.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { conv, dense, flatten, norm, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { supportedLayer } from './supportedLayer.ts';

/** Two convolutions that a layer of that class joins. */
function joined(className: string): ModelGraph {
  const chain = buildChain([16, 16, 3], [conv('c'), relu('r'), [className, { name: 'mix' }]]);
  const ref = (layer: string) => ({ layer, call: 0, output: 0 });
  return {
    ...chain,
    layers: chain.layers.map((node) =>
      node.name === 'mix' ? { ...node, calls: [[ref('c'), ref('r')]] } : node,
    ),
  };
}

ruleTester(supportedLayer, {
  accepts: [
    {
      name: 'a plain model',
      layers: [conv('c'), relu('r'), ['Dropout', { name: 'drop' }], flatten('f'), dense('d')],
    },
    { name: 'a merge, which serial-graph tells', graph: joined('Add') },
  ],
  rejects: [
    { name: 'an unknown layer with two inputs', graph: joined('MixLayer'), on: ['mix'] },
    { name: 'a known one with two inputs', graph: joined('UpSampling2D'), on: ['mix'] },
    {
      name: 'a known type that cannot be converted',
      layers: [conv('c'), ['UpSampling2D', { name: 'up' }]],
      on: ['up'],
    },
    { name: 'an unknown type', layers: [conv('c'), ['MyLayer', { name: 'mine' }]], on: ['mine'] },
  ],
});

it.each([
  [
    'right before its 1x1 convolution',
    [norm('n'), conv('p', { kernel_size: 1 })],
    /one SeparableConv2D, or/,
  ],
  ['before a ReLU', [norm('n'), relu('s'), conv('p', { kernel_size: 1 })], /"s" stands between/],
  ['last', [], /gives the same outputs\.$/],
] as const)('advises a DepthwiseConv2D %s', (_, behind, advice) => {
  const graph = buildChain(
    [16, 16, 3],
    [conv('c'), relu('r'), ['DepthwiseConv2D', { name: 'w', kernel_size: 3 }], ...behind],
  );
  const [found] = supportedLayer.check(contextOf(graph, { inputIsImage: true }));
  expect(found?.hint).toMatch(advice);
});
