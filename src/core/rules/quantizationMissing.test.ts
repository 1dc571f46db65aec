import { conv, quantizedConv, quantizedRelu, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { quantizationMissing } from './quantizationMissing.ts';

ruleTester(quantizationMissing, {
  accepts: [{ name: 'all quantized', layers: [quantizedConv('c', 4), quantizedRelu('r', 4)] }],
  rejects: [
    {
      name: 'a float layer and a float ReLU',
      layers: [quantizedConv('c', 4), relu('r'), conv('d')],
      on: ['r', 'd'],
    },
    { name: 'a float model (a note)', layers: [conv('c'), relu('r'), conv('d')], on: ['c'] },
  ],
});
