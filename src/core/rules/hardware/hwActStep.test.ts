import { flatten, quantizedConv, quantizedDense, quantizedRelu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwActStep } from './hwActStep.ts';

hardwareRuleTester(hwActStep, {
  accepts: [
    {
      name: 'a usual step',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4)],
      converted: true,
    },
    {
      name: 'a large step of a fully connected head',
      layers: [
        quantizedConv('c', 8),
        quantizedRelu('r', 4, 0.001),
        flatten('f'),
        quantizedDense('d', 4),
      ],
      options: { inputScaling: [1e3, 0] },
      converted: true,
    },
  ],
  rejects: [
    {
      name: 'a large step',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4)],
      options: { inputScaling: [1e6, 0] },
      converted: true,
      on: ['c'],
    },
  ],
});
