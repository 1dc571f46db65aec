import { conv, relu, separable } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwKernelSize } from './hwKernelSize.ts';

hardwareRuleTester(hwKernelSize, {
  accepts: [
    {
      name: '3, 1, 7',
      layers: [
        conv('a'),
        relu('r'),
        conv('b', { kernel_size: [1, 1] }),
        relu('s'),
        separable('c', { kernel_size: [7, 7] }),
      ],
    },
  ],
  rejects: [
    { name: '1x1 on pixels', layers: [conv('a', { kernel_size: [1, 1] })], on: ['a'] },
    { name: '9x9', layers: [conv('a'), relu('r'), conv('b', { kernel_size: [9, 9] })], on: ['b'] },
    { name: '3x5', layers: [conv('a'), relu('r'), conv('b', { kernel_size: [3, 5] })], on: ['b'] },
    {
      name: '1x1 separable',
      layers: [conv('a'), relu('r'), separable('b', { kernel_size: [1, 1] })],
      on: ['b'],
    },
  ],
});
