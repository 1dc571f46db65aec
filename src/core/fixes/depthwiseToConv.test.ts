import { conv, norm, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { depthwiseToConv } from './depthwiseToConv.ts';

fixTester(depthwiseToConv, {
  applies: [
    {
      name: 'a depthwise convolution',
      layers: [
        conv('c'),
        relu('r'),
        ['DepthwiseConv2D', { name: 'w', kernel_size: [3, 3], strides: [2, 2], padding: 'same' }],
        relu('s'),
      ],
      layer: 'w',
      rule: 'supported-layer',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D w', 'ReLU s'],
    },
    {
      name: 'a multiplier',
      layers: [
        [
          'DepthwiseConv2D',
          { name: 'w', kernel_size: [3, 2], depth_multiplier: 2, padding: 'valid' },
        ],
      ],
      layer: 'w',
      rule: 'supported-layer',
      exact: true,
      becomes: ['Conv2D w'],
    },
    {
      name: 'one whose ReLU keeps it from the 1x1 convolution',
      layers: [
        conv('c'),
        relu('r'),
        ['DepthwiseConv2D', { name: 'w', kernel_size: [3, 3], padding: 'same' }],
        norm('n'),
        relu('s'),
        conv('p', { kernel_size: [1, 1] }),
        norm('m'),
        relu('t'),
      ],
      layer: 'w',
      rule: 'supported-layer',
      exact: true,
      becomes: [
        'Conv2D c',
        'ReLU r',
        'Conv2D w',
        'BatchNormalization n',
        'ReLU s',
        'Conv2D p',
        'BatchNormalization m',
        'ReLU t',
      ],
    },
  ],
  refuses: [
    {
      name: 'one that joins a 1x1 convolution',
      layers: [
        ['DepthwiseConv2D', { name: 'w', kernel_size: [3, 3] }],
        conv('c', { kernel_size: [1, 1] }),
      ],
      layer: 'w',
    },
    { name: 'a convolution', layers: [conv('c')], layer: 'c' },
  ],
});
