import { quantizedConv, quantizedRelu, quantizedSeparable } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { weightBits } from './weightBits.ts';

ruleTester(weightBits, {
  accepts: [
    {
      name: '8, 4, 2',
      layers: [
        quantizedConv('c', 8),
        quantizedRelu('r', 4),
        quantizedConv('d', 4),
        quantizedRelu('s', 4),
        quantizedSeparable('e', 2),
      ],
    },
  ],
  rejects: [
    {
      name: '3 bits',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4), quantizedConv('d', 3)],
      on: ['d'],
    },
    {
      name: '3 bits in a depthwise kernel alone',
      layers: [
        quantizedConv('c', 8),
        quantizedRelu('r', 4),
        quantizedSeparable('s', 4, {
          quantizer_dw: { class_name: 'MaxQuantizer', config: { bitwidth: 3 } },
        }),
      ],
      on: ['s'],
    },
    { name: '6 bits on pixels (a warning)', layers: [quantizedConv('c', 6)], on: ['c'] },
  ],
});
