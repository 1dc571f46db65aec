import type { ModelGraph } from '../ir/graph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { conv, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { singleInput } from './singleInput.ts';

const chain = buildChain([16, 16, 3], [conv('c'), relu('r'), conv('d')]);
const input = { layer: 'input', call: 0, output: 0 };
const two: ModelGraph = { ...chain, inputs: [input, { ...input, layer: 'c' }] };

ruleTester(singleInput, {
  accepts: [{ name: 'a chain', graph: chain }],
  rejects: [{ name: 'two inputs', graph: two, on: ['c'] }],
});
