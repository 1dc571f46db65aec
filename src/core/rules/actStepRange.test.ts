import { quantizedConv, quantizedRelu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { actStepRange } from './actStepRange.ts';

ruleTester(actStepRange, {
  accepts: [
    {
      name: 'usual steps',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4)],
      converted: true,
    },
  ],
  rejects: [
    {
      name: 'a tiny activation',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4, 1e-4)],
      converted: true,
      on: ['c'],
    },
  ],
});
