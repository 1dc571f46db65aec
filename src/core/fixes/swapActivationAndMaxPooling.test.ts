import { activation, conv, maxPool, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { swapActivationAndMaxPooling } from './swapActivationAndMaxPooling.ts';

fixTester(swapActivationAndMaxPooling, {
  applies: [
    {
      name: "Activation('tanh') before the pool",
      layers: [conv('c'), activation('a', 'tanh'), maxPool('p'), conv('d')],
      layer: 'p',
      rule: 'pool-after-conv',
      exact: true,
      becomes: ['Conv2D c', 'MaxPooling2D p', 'Activation a', 'Conv2D d'],
    },
  ],
  refuses: [
    { name: 'softmax', layers: [conv('c'), activation('a', 'softmax'), maxPool('p')], layer: 'p' },
    {
      name: 'a falling slope',
      layers: [conv('c'), relu('r', { negative_slope: -0.5 }), maxPool('p')],
      layer: 'p',
    },
  ],
});
