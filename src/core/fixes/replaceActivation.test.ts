import { activation, conv } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { replaceActivation } from './replaceActivation.ts';

fixTester(replaceActivation, {
  applies: [
    {
      name: 'LeakyReLU',
      layers: [conv('c'), ['LeakyReLU', { name: 'a' }], conv('d')],
      layer: 'a',
      rule: 'supported-layer',
      exact: false,
      becomes: ['Conv2D c', 'ReLU a', 'Conv2D d'],
    },
    {
      name: 'sigmoid in the middle',
      layers: [conv('c'), activation('a', 'sigmoid'), conv('d')],
      layer: 'a',
      rule: 'relu-only',
      exact: false,
      becomes: ['Conv2D c', 'ReLU a', 'Conv2D d'],
    },
  ],
  refuses: [
    { name: "Activation('relu')", layers: [conv('c'), activation('a', 'relu')], layer: 'a' },
  ],
});
