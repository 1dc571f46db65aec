import { activation, conv, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { dropLinearActivation } from './dropLinearActivation.ts';

fixTester(dropLinearActivation, {
  applies: [
    {
      name: 'linear',
      layers: [conv('c'), activation('a', 'linear'), relu('r'), conv('d')],
      layer: 'a',
      rule: 'relu-only',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D d'],
    },
  ],
  refuses: [{ name: 'another function', layers: [conv('c'), activation('a', 'tanh')], layer: 'a' }],
});
