import type { JsonObject } from '../ir/json.ts';
import type { LayerSpec } from '../testing/buildChain.ts';
import { conv, norm, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { joinDepthwise } from './joinDepthwise.ts';

function depthwise(name: string, more: JsonObject = {}): LayerSpec {
  return ['DepthwiseConv2D', { name, kernel_size: [3, 3], padding: 'same', ...more }];
}

function pointwise(name: string, more: JsonObject = {}): LayerSpec {
  return conv(name, { kernel_size: [1, 1], ...more });
}

fixTester(joinDepthwise, {
  applies: [
    {
      name: 'two convolutions with biases',
      layers: [depthwise('w'), pointwise('p')],
      layer: 'w',
      rule: 'supported-layer',
      exact: true,
      becomes: ['SeparableConv2D p'],
    },
    {
      name: 'a BatchNormalization between',
      layers: [
        depthwise('w', { strides: [2, 2] }),
        norm('n'),
        pointwise('p', { use_bias: false, activation: 'relu' }),
      ],
      layer: 'w',
      rule: 'supported-layer',
      exact: true,
      becomes: ['SeparableConv2D p'],
    },
    {
      name: 'no biases and a multiplier',
      layers: [
        depthwise('w', { use_bias: false, depth_multiplier: 2 }),
        pointwise('p', { use_bias: false }),
      ],
      layer: 'w',
      rule: 'supported-layer',
      exact: true,
      becomes: ['SeparableConv2D p'],
    },
    {
      name: 'a ReLU between',
      layers: [depthwise('w'), norm('n'), relu('r'), pointwise('p'), relu('s')],
      layer: 'w',
      rule: 'supported-layer',
      exact: false,
      becomes: ['SeparableConv2D p', 'ReLU s'],
    },
  ],
  refuses: [
    { name: 'a 3x3 convolution behind', layers: [depthwise('w'), conv('c')], layer: 'w' },
    {
      name: 'an activation inside',
      layers: [depthwise('w', { activation: 'relu' }), pointwise('p')],
      layer: 'w',
    },
    {
      name: 'a normalization behind the activation',
      layers: [depthwise('w'), relu('r'), norm('n'), pointwise('p')],
      layer: 'w',
    },
  ],
});
