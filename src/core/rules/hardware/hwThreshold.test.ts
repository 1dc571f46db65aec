import { quantizedConv, quantizedRelu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwThreshold } from './hwThreshold.ts';

hardwareRuleTester(hwThreshold, {
  accepts: [
    {
      name: 'a usual bias',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4)],
      converted: true,
    },
  ],
  rejects: [
    {
      name: 'a large bias',
      layers: [
        [
          'QuantizedConv2D',
          {
            name: 'c',
            filters: 1,
            kernel_size: [3, 3],
            quantizer: { class_name: 'MaxQuantizer', config: { bitwidth: 8 } },
          },
          { bias: [1e6] },
        ],
        quantizedRelu('r', 4),
      ],
      converted: true,
      on: ['c'],
    },
    {
      name: 'a large bias below zero',
      layers: [
        [
          'QuantizedConv2D',
          {
            name: 'c',
            filters: 1,
            kernel_size: [3, 3],
            quantizer: { class_name: 'MaxQuantizer', config: { bitwidth: 8 } },
          },
          { bias: [-1e6] },
        ],
        quantizedRelu('r', 4),
      ],
      converted: true,
      on: ['c'],
    },
  ],
});
