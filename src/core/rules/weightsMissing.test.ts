import { buildChain } from '../testing/buildChain.ts';
import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { weightsMissing } from './weightsMissing.ts';

const graph = buildChain([16, 16, 3], [conv('c'), relu('r'), flatten('f'), dense('d')]);

ruleTester(weightsMissing, {
  accepts: [{ name: 'a model with its weights', graph }],
  rejects: [{ name: 'a design', graph: { ...graph, isDesign: true }, on: ['input'] }],
});
