import { conv, relu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwStride } from './hwStride.ts';

hardwareRuleTester(hwStride, {
  accepts: [
    {
      name: '1x3 on pixels, 2x2 behind',
      layers: [conv('a', { strides: [1, 3] }), relu('r'), conv('b', { strides: [2, 2] })],
    },
  ],
  rejects: [
    { name: '4 on pixels', layers: [conv('a', { strides: [4, 4] })], on: ['a'] },
    { name: '3 behind', layers: [conv('a'), relu('r'), conv('b', { strides: [3, 3] })], on: ['b'] },
    {
      name: 'unequal behind',
      layers: [conv('a'), relu('r'), conv('b', { strides: [1, 2] })],
      on: ['b'],
    },
    {
      name: '2 with 5x5',
      layers: [conv('a'), relu('r'), conv('b', { kernel_size: [5, 5], strides: [2, 2] })],
      on: ['b'],
    },
  ],
});
