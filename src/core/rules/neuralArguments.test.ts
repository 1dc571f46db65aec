import { conv, relu, separable } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { neuralArguments } from './neuralArguments.ts';

ruleTester(neuralArguments, {
  accepts: [
    {
      name: 'defaults',
      layers: [conv('c', { dilation_rate: [1, 1], groups: 1 }), relu('r'), separable('s')],
    },
  ],
  rejects: [
    {
      name: 'dilation and groups',
      input: [16, 16, 4],
      layers: [conv('c', { dilation_rate: [2, 2], groups: 2 })],
      on: ['c', 'c'],
    },
    { name: 'a depth multiplier', layers: [separable('s', { depth_multiplier: 2 })], on: ['s'] },
  ],
});
