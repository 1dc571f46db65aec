import { expect, it } from 'vitest';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { dense, relu } from '../testing/layerSpecs.ts';
import { verifyGraph } from './verify.ts';

const chain = buildChain([4], [dense('d'), relu('r')]);
const ref = (layer: string) => ({ layer, call: 0, output: 0 });

function withLayers(change: (node: LayerNode) => Partial<LayerNode>): ModelGraph {
  return { ...chain, layers: chain.layers.map((node) => ({ ...node, ...change(node) })) };
}

it.each<[string, ModelGraph, string]>([
  [
    'two layers of one name',
    withLayers(({ name }) => ({ name: name === 'r' ? 'd' : name })),
    'two layers are named "d" after the pass',
  ],
  [
    'a layer that reads one behind it',
    withLayers(({ name, calls }) => ({ calls: name === 'd' ? [[ref('r')]] : calls })),
    '"d" reads "r", which is not computed before it, after the pass',
  ],
  [
    'a shared layer that reads one that is not there',
    withLayers(({ name, calls }) => ({
      calls: name === 'r' ? [[ref('d')], [ref('gone')]] : calls,
    })),
    '"r" reads "gone", which is not computed before it, after the pass',
  ],
  [
    'an input that is not there',
    { ...chain, inputs: [ref('gone')] },
    'the graph\'s end "gone" does not exist after the pass',
  ],
  [
    'an output that is not there',
    { ...chain, outputs: [ref('gone')] },
    'the graph\'s end "gone" does not exist after the pass',
  ],
])('finds %s', (_, graph, message) => {
  let refused: unknown;
  try {
    verifyGraph(graph, 'the pass');
  } catch (error) {
    refused = error;
  }
  expect(refused).toMatchObject({
    diagnostics: [
      { code: 'studio/internal', received: expect.stringContaining(message) as string },
    ],
  });
});

it('lets a shared layer stand before what it reads', () => {
  const turns = withLayers(({ name, calls }) => ({
    calls: name === 'd' ? [[ref('input')], [ref('r')]] : calls,
  }));
  expect(() => {
    verifyGraph(turns, 'the pass');
  }).not.toThrow();
});
