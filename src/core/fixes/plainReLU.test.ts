import { conv, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { plainReLU } from './plainReLU.ts';

fixTester(plainReLU, {
  applies: [
    {
      name: 'a threshold',
      layers: [conv('c'), relu('r', { threshold: 0.5 })],
      layer: 'r',
      rule: 'relu-only',
      exact: false,
      becomes: ['Conv2D c', 'ReLU r'],
    },
    {
      name: 'a slope',
      layers: [conv('c'), relu('r', { negative_slope: 0.1 })],
      layer: 'r',
      rule: 'relu-only',
      exact: false,
      becomes: ['Conv2D c', 'ReLU r'],
    },
  ],
  refuses: [{ name: 'a plain ReLU', layers: [conv('c'), relu('r')], layer: 'r' }],
});
