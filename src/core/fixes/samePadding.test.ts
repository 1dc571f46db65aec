import { fixTester } from '../testing/fixTester.ts';
import { conv, dense, flatten, globalAverage, maxPool, relu } from '../testing/layerSpecs.ts';
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
    {
      name: 'the max pool of its block with it',
      layers: [
        conv('c'),
        relu('r'),
        conv('d', { padding: 'valid' }),
        relu('t'),
        maxPool('p', { padding: 'valid' }),
        conv('e'),
        relu('s'),
      ],
      layer: 'd',
      rule: 'hw-padding',
      exact: false,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D d', 'ReLU t', 'MaxPooling2D p', 'Conv2D e', 'ReLU s'],
    },
    {
      name: 'a 1x1 kernel, which no padding touches',
      layers: [conv('c'), relu('r'), conv('d', { kernel_size: [1, 1], padding: 'valid' })],
      layer: 'd',
      rule: 'hw-padding',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D d'],
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
