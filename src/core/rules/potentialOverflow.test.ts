import { quantizedConv, quantizedRelu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { potentialOverflow } from './potentialOverflow.ts';

ruleTester(potentialOverflow, {
  accepts: [
    {
      name: 'few weights',
      layers: [quantizedConv('c', 2), quantizedRelu('r', 4)],
      converted: true,
    },
  ],
  rejects: [
    {
      name: 'many wide ones',
      layers: [quantizedConv('c', 8, { kernel_size: [7, 7] }), quantizedRelu('r', 4)],
      converted: true,
      on: ['c'],
    },
  ],
});
