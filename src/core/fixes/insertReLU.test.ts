import { conv, maxPool, norm } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { insertReLU } from './insertReLU.ts';

fixTester(insertReLU, {
  applies: [
    {
      name: 'a convolution with normalization and pool',
      layers: [conv('c'), norm('n'), maxPool('p'), conv('d')],
      layer: 'c',
      rule: 'activation-between',
      exact: false,
      becomes: ['Conv2D c', 'BatchNormalization n', 'MaxPooling2D p', 'ReLU c_relu', 'Conv2D d'],
    },
  ],
  refuses: [
    { name: 'an inline activation', layers: [conv('c', { activation: 'relu' })], layer: 'c' },
  ],
});
