import { conv, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { dropNoise } from './dropNoise.ts';

fixTester(dropNoise, {
  applies: [
    {
      name: 'GaussianNoise',
      layers: [conv('c'), ['GaussianNoise', { name: 'n', stddev: 0.1 }], relu('r')],
      layer: 'n',
      rule: 'supported-layer',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r'],
    },
    {
      name: 'RandomContrast before the first layer',
      layers: [['RandomContrast', { name: 'n', factor: 0.1 }], conv('c'), relu('r')],
      layer: 'n',
      rule: 'supported-layer',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r'],
    },
    ...['RandomHue', 'MixUp', 'Equalization'].map((className) => ({
      name: `${className}, which only Keras 3 has, before the first layer`,
      layers: [[className, { name: 'n' }], conv('c'), relu('r')] as const,
      layer: 'n',
      rule: 'supported-layer',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r'],
    })),
  ],
  refuses: [
    {
      name: 'what acts at inference too',
      layers: [['AutoContrast', { name: 'n' }], conv('c')],
      layer: 'n',
    },
    { name: 'a ReLU', layers: [conv('c'), relu('r')], layer: 'r' },
  ],
});
