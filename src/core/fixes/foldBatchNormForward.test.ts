import {
  conv,
  dense,
  flatten,
  globalAverage,
  maxPool,
  norm,
  relu,
  separable,
} from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { foldBatchNormForward } from './foldBatchNormForward.ts';

fixTester(foldBatchNormForward, {
  applies: [
    {
      name: 'Dense behind Flatten',
      layers: [conv('c'), relu('r'), norm('n'), flatten('f'), dense('d')],
      layer: 'n',
      rule: 'batchnorm-before-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Flatten f', 'Dense d'],
    },
    {
      name: 'a valid convolution',
      layers: [conv('c'), relu('r'), norm('n'), conv('d', { padding: 'valid', use_bias: false })],
      layer: 'n',
      rule: 'batchnorm-before-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D d'],
    },
    {
      name: 'a valid separable one behind a pool',
      layers: [
        conv('c'),
        relu('r'),
        norm('n'),
        maxPool('p'),
        separable('d', { padding: 'valid', depth_multiplier: 2 }),
      ],
      layer: 'n',
      rule: 'batchnorm-before-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'MaxPooling2D p', 'SeparableConv2D d'],
    },
    {
      name: 'a padding convolution without shift',
      layers: [
        conv('c'),
        relu('r'),
        [
          'BatchNormalization',
          { name: 'n' },
          { beta: [0, 0, 0, 0], moving_mean: [0, 0, 0, 0], gamma: [1, -2, 3, 0.5] },
        ],
        conv('d'),
      ],
      layer: 'n',
      rule: 'batchnorm-before-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D d'],
    },
    {
      name: 'a global average',
      layers: [conv('c'), relu('r'), norm('n'), globalAverage('g'), dense('d')],
      layer: 'n',
      rule: 'batchnorm-before-activation',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'GlobalAveragePooling2D g', 'Dense d'],
    },
  ],
  refuses: [
    {
      name: 'a padding convolution with a shift',
      layers: [conv('c'), relu('r'), norm('n'), conv('d')],
      layer: 'n',
    },
    { name: 'the end of the model', layers: [conv('c'), relu('r'), norm('n')], layer: 'n' },
    {
      name: 'a negative scale before a maximum',
      layers: [
        conv('c'),
        relu('r'),
        ['BatchNormalization', { name: 'n' }, { gamma: [1, -1, 1, 1] }],
        maxPool('p'),
        flatten('f'),
        dense('d'),
      ],
      layer: 'n',
    },
  ],
});
