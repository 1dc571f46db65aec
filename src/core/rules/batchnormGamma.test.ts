import { conv, globalAverage, maxPool, norm, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { batchnormGamma } from './batchnormGamma.ts';

ruleTester(batchnormGamma, {
  accepts: [
    { name: 'positive gammas', layers: [conv('c'), maxPool('p'), norm('n'), relu('r')] },
    {
      name: 'negative ones without a maximum',
      layers: [
        conv('c'),
        globalAverage('p'),
        ['BatchNormalization', { name: 'n' }, { gamma: [-1, -1, -1, -1] }],
      ],
    },
  ],
  rejects: [
    {
      name: 'zero',
      layers: [conv('c'), ['BatchNormalization', { name: 'n' }, { gamma: [1, 0, 1, 1] }]],
      on: ['n'],
    },
    {
      name: 'negative behind a maximum',
      layers: [
        conv('c'),
        maxPool('p'),
        ['BatchNormalization', { name: 'n' }, { gamma: [1, -1, 1, 1] }],
      ],
      on: ['n'],
    },
  ],
});
