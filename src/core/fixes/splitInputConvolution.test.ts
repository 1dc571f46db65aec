import { fixTester, type AppliedCase } from '../testing/fixTester.ts';
import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { splitInputConvolution } from './splitInputConvolution.ts';

const head = [flatten('f'), dense('d')];
const becomes = [
  ...['Conv2D c_pixels', 'ReLU c_pixels_relu', 'Conv2D c', 'ReLU r', 'Flatten f', 'Dense d'],
];
const many = (name: string, config: object, more: Partial<AppliedCase> = {}): AppliedCase => ({
  name,
  layers: [conv('c', { ...config }), relu('r'), ...head],
  layer: 'c',
  rule: 'hw-filters',
  exact: true,
  becomes,
  ...more,
});

fixTester(splitInputConvolution, {
  applies: [
    many('too many 3x3 filters on three channels', { filters: 200 }),
    many(
      'too many 5x5 filters on one',
      { filters: 193, kernel_size: [5, 5] },
      { input: [8, 8, 1] },
    ),
    many('the 7x7 stem of a ResNet, stride 2', {
      filters: 64,
      kernel_size: [7, 7],
      strides: [2, 2],
    }),
    many(
      '5x5, stride 3',
      { filters: 70, kernel_size: [5, 5], strides: [3, 3] },
      { input: [9, 6, 3] },
    ),
    {
      ...many('behind a Rescaling, whose pixels say the range', {}),
      layers: [
        ['Rescaling', { name: 's', scale: 1 / 127.5, offset: -1 }],
        ...[conv('c', { filters: 200, use_bias: false }), relu('r'), ...head],
      ],
      becomes: ['Rescaling s', ...becomes],
    },
    many(
      'a kernel that the unit does not have',
      { kernel_size: [9, 9], strides: [2, 2] },
      { input: [12, 12, 3], rule: 'hw-kernel-size' },
    ),
  ],
  refuses: [
    {
      name: 'a second convolution',
      layers: [conv('c'), relu('r'), conv('e', { filters: 200 })],
      layer: 'e',
    },
    {
      name: 'one without padding',
      layers: [conv('c', { filters: 200, padding: 'valid' }), relu('r'), ...head],
      layer: 'c',
    },
    {
      name: 'a size that the stride does not divide',
      input: [9, 9, 3],
      layers: [conv('c', { filters: 200, strides: [2, 2] }), relu('r'), ...head],
      layer: 'c',
    },
    {
      name: 'a kernel that stays too large',
      input: [16, 16, 3],
      layers: [conv('c', { kernel_size: [9, 9] }), relu('r'), ...head],
      layer: 'c',
    },
  ],
});
