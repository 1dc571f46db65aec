import type { ModelGraph } from '../ir/graph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { conv, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { serialGraph } from './serialGraph.ts';

const chain = buildChain([16, 16, 3], [conv('c'), relu('r'), conv('d')]);
const ref = (layer: string) => ({ layer, call: 0, output: 0 });
const residual: ModelGraph = {
  ...chain,
  layers: chain.layers.map((node) =>
    node.name === 'd' ? { ...node, className: 'Add', calls: [[ref('c'), ref('r')]] } : node,
  ),
};
const shared: ModelGraph = {
  ...chain,
  layers: chain.layers.map((node) =>
    node.name === 'r' ? { ...node, calls: [[ref('c')], [ref('r')]] } : node,
  ),
};
const loose: ModelGraph = {
  ...chain,
  layers: chain.layers.map((node) => (node.name === 'd' ? { ...node, calls: [[ref('c')]] } : node)),
};

ruleTester(serialGraph, {
  accepts: [{ name: 'a chain', graph: chain }],
  rejects: [
    { name: 'a residual connection', graph: residual, on: ['d'] },
    { name: 'a shared layer', graph: shared, on: ['r'] },
    { name: 'a branch that leads nowhere', graph: loose, on: ['input'] },
  ],
});
