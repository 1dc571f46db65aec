import { conv, norm, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { mergeBatchNorms } from './mergeBatchNorms.ts';

fixTester(mergeBatchNorms, {
  applies: [
    {
      name: 'two in a row',
      layers: [conv('c'), norm('n', { scale: false }), norm('m', { center: false }), relu('r')],
      layer: 'm',
      rule: 'batchnorm-before-activation',
      exact: true,
      becomes: ['Conv2D c', 'BatchNormalization n', 'ReLU r'],
    },
  ],
  refuses: [{ name: 'one', layers: [conv('c'), norm('n')], layer: 'n' }],
});
