import { conv, relu, separable } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { separableToConv } from './separableToConv.ts';

fixTester(separableToConv, {
  applies: [
    {
      name: 'a depth multiplier',
      layers: [separable('s', { depth_multiplier: 2, strides: [2, 2] })],
      layer: 's',
      rule: 'neural-arguments',
      exact: true,
      becomes: ['Conv2D s'],
    },
    {
      name: 'a separable first layer on images',
      layers: [separable('s', { use_bias: false }), relu('r')],
      layer: 's',
      rule: 'image-input',
      exact: true,
      becomes: ['Conv2D s', 'ReLU r'],
    },
  ],
  refuses: [{ name: 'a convolution', layers: [conv('c')], layer: 'c' }],
});
