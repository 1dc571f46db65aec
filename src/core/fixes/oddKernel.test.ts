import { conv, relu, separable } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { oddKernel } from './oddKernel.ts';

fixTester(oddKernel, {
  applies: [
    {
      name: '2x4 with stride 1',
      layers: [conv('c', { kernel_size: [2, 4] }), relu('r')],
      layer: 'c',
      rule: 'conv-kernel',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r'],
    },
    {
      name: '4x4 with stride 2',
      layers: [conv('c', { kernel_size: [4, 4], strides: [2, 2] }), relu('r')],
      layer: 'c',
      rule: 'conv-kernel',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r'],
    },
    {
      name: '2x3 separable with stride 3',
      layers: [conv('c'), relu('r'), separable('s', { kernel_size: [2, 3], strides: [3, 3] })],
      input: [10, 10, 3],
      layer: 's',
      rule: 'conv-kernel',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'SeparableConv2D s'],
    },
  ],
  refuses: [
    { name: 'an odd kernel', layers: [conv('c')], layer: 'c' },
    {
      name: 'valid padding',
      layers: [conv('c', { kernel_size: [2, 2], padding: 'valid' })],
      layer: 'c',
    },
  ],
});
