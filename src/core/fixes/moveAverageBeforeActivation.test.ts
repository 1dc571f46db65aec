import { conv, dense, globalAverage, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { moveAverageBeforeActivation } from './moveAverageBeforeActivation.ts';

fixTester(moveAverageBeforeActivation, {
  applies: [
    {
      name: 'a ReLU',
      layers: [conv('c'), relu('r'), globalAverage('g'), dense('d')],
      layer: 'g',
      rule: 'pool-after-conv',
      exact: false,
      becomes: ['Conv2D c', 'GlobalAveragePooling2D g', 'ReLU r', 'Dense d'],
    },
    {
      name: 'an inline activation',
      layers: [conv('c', { activation: 'relu' }), globalAverage('g'), dense('d')],
      layer: 'g',
      rule: 'pool-after-conv',
      exact: false,
      becomes: ['Conv2D c', 'GlobalAveragePooling2D g', 'ReLU c_relu', 'Dense d'],
    },
  ],
  refuses: [
    { name: 'the right order', layers: [conv('c'), globalAverage('g'), relu('r')], layer: 'g' },
  ],
});
