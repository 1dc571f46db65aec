import { conv, maxPool, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { averageToMax } from './averageToMax.ts';

fixTester(averageToMax, {
  applies: [
    {
      name: 'an average',
      layers: [
        conv('c'),
        ['AveragePooling2D', { name: 'p', pool_size: [2, 2], padding: 'same' }],
        relu('r'),
      ],
      layer: 'p',
      rule: 'supported-layer',
      exact: false,
      becomes: ['Conv2D c', 'MaxPooling2D p', 'ReLU r'],
    },
  ],
  refuses: [{ name: 'a maximum', layers: [conv('c'), maxPool('p')], layer: 'p' }],
});
