import { quantizedConv, quantizedSeparable } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwFilterMemory } from './hwFilterMemory.ts';

hardwareRuleTester(hwFilterMemory, {
  accepts: [
    {
      name: '448 channels of 4 bits',
      input: [4, 4, 448],
      layers: [quantizedConv('c', 4)],
      options: { inputIsImage: false },
    },
    {
      name: '896 channels of 4 bits, separable 7x7',
      input: [4, 4, 896],
      layers: [quantizedSeparable('c', 4, { kernel_size: [7, 7] })],
      options: { inputIsImage: false },
    },
  ],
  rejects: [
    {
      name: '449 channels of 4 bits',
      input: [4, 4, 449],
      layers: [quantizedConv('c', 4)],
      options: { inputIsImage: false },
      on: ['c'],
    },
    {
      name: '897 channels of 4 bits, separable 7x7',
      input: [4, 4, 897],
      layers: [quantizedSeparable('c', 4, { kernel_size: [7, 7] })],
      options: { inputIsImage: false },
      on: ['c'],
    },
  ],
});
