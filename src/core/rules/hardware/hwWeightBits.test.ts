import {
  flatten,
  quantizedConv,
  quantizedDense,
  quantizedRelu,
  quantizedSeparable,
} from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwWeightBits } from './hwWeightBits.ts';

hardwareRuleTester(hwWeightBits, {
  accepts: [
    {
      name: '8 on pixels, 4 behind',
      layers: [quantizedConv('a', 8), quantizedRelu('r', 4), quantizedSeparable('b', 4)],
    },
  ],
  rejects: [
    {
      name: '8 behind',
      layers: [quantizedConv('a', 8), quantizedRelu('r', 4), quantizedConv('b', 8)],
      on: ['b'],
    },
    {
      name: '1 in a separable layer',
      layers: [quantizedConv('a', 8), quantizedRelu('r', 4), quantizedSeparable('b', 1)],
      on: ['b'],
    },
    {
      name: '8 in a dense layer',
      layers: [quantizedConv('a', 8), quantizedRelu('r', 4), flatten('f'), quantizedDense('d', 8)],
      on: ['d'],
    },
  ],
});
