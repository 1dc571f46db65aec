import { conv, relu, separable } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwZeroWeights } from './hwZeroWeights.ts';

hardwareRuleTester(hwZeroWeights, {
  accepts: [{ name: 'some weights', layers: [conv('a'), relu('r'), separable('b')] }],
  rejects: [
    {
      name: 'zeros in the first layer',
      input: [8, 8, 1],
      layers: [['Conv2D', { name: 'a', filters: 1, kernel_size: [1, 2] }, { kernel: [0, 0] }]],
      on: ['a'],
    },
    {
      name: 'zeros in a pointwise kernel',
      input: [8, 8, 1],
      layers: [
        conv('a', { filters: 1 }),
        relu('r'),
        [
          'SeparableConv2D',
          { name: 'b', filters: 1, kernel_size: [1, 2] },
          { pointwise_kernel: [0] },
        ],
      ],
      on: ['b'],
    },
    {
      name: 'zeros in a depthwise kernel',
      input: [8, 8, 1],
      layers: [
        conv('a', { filters: 1 }),
        relu('r'),
        [
          'SeparableConv2D',
          { name: 'b', filters: 1, kernel_size: [1, 2] },
          { depthwise_kernel: [0, 0] },
        ],
      ],
      on: ['b'],
    },
  ],
});
