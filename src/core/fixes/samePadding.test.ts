import { fixTester } from '../testing/fixTester.ts';
import { conv, dense, flatten, globalAverage, relu } from '../testing/layerSpecs.ts';
import { samePadding } from './samePadding.ts';

fixTester(samePadding, {
  applies: [
    {
      name: 'a valid convolution',
      layers: [
        conv('c'),
        relu('r'),
        conv('d', { padding: 'valid' }),
        globalAverage('g'),
        relu('s'),
        dense('e'),
      ],
      layer: 'd',
      rule: 'hw-padding',
      exact: false,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D d', 'GlobalAveragePooling2D g', 'ReLU s', 'Dense e'],
    },
  ],
  refuses: [
    { name: 'same already', layers: [conv('c')], layer: 'c' },
    {
      name: 'a size that Dense depends on',
      layers: [conv('c', { padding: 'valid' }), relu('r'), flatten('f'), dense('d')],
      layer: 'c',
    },
  ],
});
