import { conv, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { convKernel } from './convKernel.ts';

ruleTester(convKernel, {
  accepts: [
    {
      name: 'odd kernels',
      layers: [conv('c', { strides: [4, 4] }), relu('r'), conv('d', { kernel_size: [5, 5] })],
    },
  ],
  rejects: [
    { name: 'an even kernel', layers: [conv('c', { kernel_size: [2, 3] })], on: ['c'] },
    {
      name: 'a stride over the kernel behind the first layer',
      layers: [conv('c'), relu('r'), conv('d', { kernel_size: [1, 1], strides: [2, 2] })],
      on: ['d'],
    },
  ],
});
