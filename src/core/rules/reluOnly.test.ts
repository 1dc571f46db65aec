import { activation, conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { reluOnly } from './reluOnly.ts';

ruleTester(reluOnly, {
  accepts: [
    { name: 'ReLU', layers: [conv('c'), relu('r', { max_value: 6 }), flatten('f'), dense('d')] },
    {
      name: 'softmax at the end',
      layers: [conv('c'), relu('r'), flatten('f'), dense('d'), ['Softmax', { name: 's' }]],
    },
  ],
  rejects: [
    {
      name: "Activation('relu') in the middle",
      layers: [conv('c'), activation('a', 'relu'), flatten('f'), dense('d')],
      on: ['a'],
    },
    {
      name: 'sigmoid in the middle',
      layers: [conv('c'), activation('a', 'sigmoid'), flatten('f'), dense('d')],
      on: ['a'],
    },
    { name: 'a threshold', layers: [conv('c'), relu('r', { threshold: 0.5 })], on: ['r'] },
    { name: 'a slope', layers: [conv('c'), relu('r', { negative_slope: 0.1 })], on: ['r'] },
  ],
});
