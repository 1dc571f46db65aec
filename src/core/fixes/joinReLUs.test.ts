import { conv, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { joinReLUs } from './joinReLUs.ts';

fixTester(joinReLUs, {
  applies: [
    {
      name: 'two maxima',
      layers: [conv('c'), relu('r', { max_value: 1 }), relu('s', { max_value: 0.4 }), conv('d')],
      layer: 's',
      rule: 'single-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D d'],
    },
    {
      name: 'one maximum behind a pool',
      layers: [
        conv('c'),
        relu('r'),
        ['Dropout', { name: 'o' }],
        relu('s', { max_value: 0.4 }),
        conv('d'),
      ],
      layer: 's',
      rule: 'single-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Dropout o', 'Conv2D d'],
    },
  ],
  refuses: [
    {
      name: 'a threshold',
      layers: [conv('c'), relu('r'), relu('s', { threshold: 0.1 })],
      layer: 's',
    },
  ],
});
