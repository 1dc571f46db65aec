import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { averageToStride } from './averageToStride.ts';

fixTester(averageToStride, {
  applies: [
    {
      name: 'an average',
      layers: [
        conv('c'),
        relu('r'),
        ['AveragePooling2D', { name: 'p', pool_size: [2, 2] }],
        flatten('f'),
        dense('d'),
      ],
      layer: 'p',
      rule: 'supported-layer',
      exact: false,
      becomes: ['Conv2D c', 'ReLU r', 'Flatten f', 'Dense d'],
    },
  ],
  refuses: [
    {
      name: 'an average first',
      layers: [['AveragePooling2D', { name: 'p', pool_size: [2, 2] }], conv('c')],
      layer: 'p',
    },
  ],
});
