import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { inlineActivation } from './inlineActivation.ts';

ruleTester(inlineActivation, {
  accepts: [
    {
      name: 'linear layers',
      layers: [conv('c', { activation: 'linear' }), relu('r'), flatten('f'), dense('d')],
    },
  ],
  rejects: [
    {
      name: 'relu inside',
      layers: [conv('c', { activation: 'relu' }), flatten('f'), dense('d')],
      on: ['c'],
    },
    {
      name: 'softmax inside',
      layers: [conv('c'), relu('r'), flatten('f'), dense('d', { activation: 'softmax' })],
      on: ['d'],
    },
  ],
});
