import { quantizedConv, quantizedRelu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { activationBits } from './activationBits.ts';

ruleTester(activationBits, {
  accepts: [
    {
      name: '1, 2, 4',
      layers: [
        quantizedConv('c', 8),
        quantizedRelu('r', 1),
        quantizedConv('d', 4),
        quantizedRelu('s', 4),
      ],
    },
  ],
  rejects: [{ name: '3 bits', layers: [quantizedConv('c', 8), quantizedRelu('r', 3)], on: ['r'] }],
});
