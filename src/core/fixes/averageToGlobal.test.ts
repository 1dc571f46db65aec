import { conv, dense, flatten } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { averageToGlobal } from './averageToGlobal.ts';

fixTester(averageToGlobal, {
  applies: [
    {
      name: 'a window over the whole map',
      layers: [
        conv('c'),
        ['AveragePooling2D', { name: 'p', pool_size: [8, 8] }],
        flatten('f'),
        dense('d'),
      ],
      layer: 'p',
      rule: 'supported-layer',
      exact: true,
      becomes: ['Conv2D c', 'GlobalAveragePooling2D p', 'Flatten f', 'Dense d'],
    },
  ],
  refuses: [
    {
      name: 'a smaller window',
      layers: [conv('c'), ['AveragePooling2D', { name: 'p', pool_size: [4, 4] }]],
      layer: 'p',
    },
  ],
});
