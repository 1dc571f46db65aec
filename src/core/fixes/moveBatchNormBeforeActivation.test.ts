import { conv, norm, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { moveBatchNormBeforeActivation } from './moveBatchNormBeforeActivation.ts';

fixTester(moveBatchNormBeforeActivation, {
  applies: [
    {
      name: 'a ReLU',
      layers: [conv('c'), relu('r'), norm('n'), conv('d')],
      layer: 'n',
      rule: 'batchnorm-before-activation',
      exact: false,
      becomes: ['Conv2D c', 'BatchNormalization n', 'ReLU r', 'Conv2D d'],
    },
    {
      name: 'positive scales alone',
      layers: [
        conv('c'),
        relu('r'),
        ['BatchNormalization', { name: 'n', center: false }, { moving_mean: [0, 0, 0, 0] }],
        conv('d'),
      ],
      layer: 'n',
      rule: 'batchnorm-before-activation',
      exact: true,
      becomes: ['Conv2D c', 'BatchNormalization n', 'ReLU r', 'Conv2D d'],
    },
    {
      name: 'an inline activation',
      layers: [conv('c', { activation: 'relu' }), norm('n'), conv('d')],
      layer: 'n',
      rule: 'batchnorm-before-activation',
      exact: false,
      becomes: ['Conv2D c', 'BatchNormalization n', 'ReLU c_relu', 'Conv2D d'],
    },
  ],
  refuses: [{ name: 'the right order', layers: [conv('c'), norm('n'), relu('r')], layer: 'n' }],
});
