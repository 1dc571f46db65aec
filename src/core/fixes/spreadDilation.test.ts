import { conv, separable } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { spreadDilation } from './spreadDilation.ts';

fixTester(spreadDilation, {
  applies: [
    {
      name: 'a dilated kernel',
      layers: [conv('c', { dilation_rate: [2, 3], padding: 'same' })],
      layer: 'c',
      rule: 'neural-arguments',
      exact: true,
      becomes: ['Conv2D c'],
    },
    {
      name: 'a dilated separable one',
      layers: [separable('c', { dilation_rate: [2, 2], padding: 'valid' })],
      layer: 'c',
      rule: 'neural-arguments',
      exact: true,
      becomes: ['SeparableConv2D c'],
    },
  ],
  refuses: [{ name: 'a plain kernel', layers: [conv('c')], layer: 'c' }],
});
