import { flatten, quantizedConv, quantizedDense, quantizedRelu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwInputBits } from './hwInputBits.ts';

hardwareRuleTester(hwInputBits, {
  accepts: [
    {
      name: '4 bits',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4), flatten('f'), quantizedDense('d', 4)],
    },
  ],
  rejects: [
    {
      name: '8 bits',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 8), flatten('f'), quantizedDense('d', 4)],
      on: ['d'],
    },
    {
      name: '4 bits on nsoc-v1',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4), flatten('f'), quantizedDense('d', 4)],
      target: 'nsoc-v1',
      on: ['d'],
    },
  ],
});
