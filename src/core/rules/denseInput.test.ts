import { conv, dense, flatten, globalAverage, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { denseInput } from './denseInput.ts';

ruleTester(denseInput, {
  accepts: [
    { name: 'a vector', layers: [conv('c'), relu('r'), flatten('f'), dense('d')] },
    {
      name: '(1, 1, N)',
      layers: [conv('c'), globalAverage('g', { keepdims: true }), relu('r'), dense('d')],
    },
  ],
  rejects: [{ name: 'an image', layers: [conv('c'), relu('r'), dense('d')], on: ['d'] }],
});
