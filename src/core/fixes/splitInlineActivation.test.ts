import { activation, conv, dense, flatten } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { splitInlineActivation } from './splitInlineActivation.ts';

fixTester(splitInlineActivation, {
  applies: [
    {
      name: 'relu',
      layers: [conv('c', { activation: 'relu' }), flatten('f'), dense('d')],
      layer: 'c',
      rule: 'inline-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU c_relu', 'Flatten f', 'Dense d'],
    },
    {
      name: 'relu6',
      layers: [conv('c', { activation: 'relu6' })],
      layer: 'c',
      rule: 'inline-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU c_relu6'],
    },
    {
      name: 'softmax',
      layers: [flatten('f'), dense('d', { activation: 'softmax' })],
      layer: 'd',
      rule: 'inline-activation',
      exact: true,
      becomes: ['Flatten f', 'Dense d', 'Softmax d_softmax'],
    },
    {
      name: 'tanh',
      layers: [flatten('f'), dense('d', { activation: 'tanh' })],
      layer: 'd',
      rule: 'inline-activation',
      exact: true,
      becomes: ['Flatten f', 'Dense d', 'Activation d_tanh'],
    },
  ],
  refuses: [
    { name: 'a linear layer', layers: [conv('c')], layer: 'c' },
    { name: 'an Activation', layers: [activation('a', 'relu')], layer: 'a' },
  ],
});
