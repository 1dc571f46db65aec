import { norm, quantizedConv, quantizedSeparable } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { separableBits } from './separableBits.ts';

ruleTester(separableBits, {
  accepts: [
    { name: 'equal bits', layers: [quantizedSeparable('s', 4)] },
    {
      name: 'a per-axis quantizer under BatchNormalization',
      layers: [quantizedConv('c', 4), norm('n')],
    },
  ],
  rejects: [
    {
      name: 'different bits',
      layers: [
        quantizedSeparable('s', 4, {
          quantizer_dw: { class_name: 'MaxQuantizer', config: { bitwidth: 2 } },
        }),
      ],
      on: ['s'],
    },
    {
      name: 'a per-axis depthwise quantizer (a note)',
      layers: [
        quantizedSeparable('s', 4, {
          quantizer_dw: { class_name: 'MaxPerAxisQuantizer', config: { bitwidth: 4 } },
        }),
      ],
      on: ['s'],
    },
    {
      name: 'BatchNormalization behind a per-tensor quantizer',
      layers: [
        quantizedConv('c', 4, {
          quantizer: { class_name: 'MaxQuantizer', config: { bitwidth: 4 } },
        }),
        norm('n'),
      ],
      on: ['n'],
    },
  ],
});
