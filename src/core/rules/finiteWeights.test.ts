import { conv, dense, flatten, norm, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { finiteWeights } from './finiteWeights.ts';

ruleTester(finiteWeights, {
  accepts: [{ name: 'finite weights', layers: [conv('c'), norm('n'), relu('r')] }],
  rejects: [
    {
      name: 'a NaN in a bias',
      layers: [
        conv('c'),
        relu('r'),
        flatten('f'),
        ['Dense', { name: 'd', units: 2 }, { bias: [NaN, 0] }],
      ],
      on: ['d'],
    },
    {
      name: 'infinite moments, and a NaN before them',
      layers: [
        ['Conv2D', { name: 'c', filters: 2, kernel_size: [1, 1] }, { bias: [0, NaN] }],
        [
          'BatchNormalization',
          { name: 'n' },
          { moving_variance: [Infinity, 1], gamma: [1, -Infinity] },
        ],
        relu('r'),
        flatten('f'),
        dense('d'),
      ],
      on: ['c', 'n', 'n'],
    },
  ],
});
