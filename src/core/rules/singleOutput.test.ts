import type { ModelGraph } from '../ir/graph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { conv, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { singleOutput } from './singleOutput.ts';

const chain = buildChain([16, 16, 3], [conv('c'), relu('r'), conv('d')]);
const output = { layer: 'd', call: 0, output: 0 };
const two: ModelGraph = { ...chain, outputs: [{ ...output, layer: 'r' }, output] };

ruleTester(singleOutput, {
  accepts: [{ name: 'a chain', graph: chain }],
  rejects: [{ name: 'two outputs', graph: two, on: ['d'] }],
});
