import { activation, conv } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { activationToReLU } from './activationToReLU.ts';

fixTester(activationToReLU, {
  applies: [
    {
      name: 'relu',
      layers: [conv('c'), activation('a', 'relu'), conv('d')],
      layer: 'a',
      rule: 'relu-only',
      exact: true,
      becomes: ['Conv2D c', 'ReLU a', 'Conv2D d'],
    },
    {
      name: 'relu6',
      layers: [conv('c'), activation('a', 'relu6'), conv('d')],
      layer: 'a',
      rule: 'relu-only',
      exact: true,
      becomes: ['Conv2D c', 'ReLU a', 'Conv2D d'],
    },
  ],
  refuses: [{ name: 'another function', layers: [conv('c'), activation('a', 'tanh')], layer: 'a' }],
});
