import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { dropHeadBias } from './dropHeadBias.ts';

fixTester(dropHeadBias, {
  applies: [
    {
      name: 'a bias',
      layers: [conv('c'), relu('r'), flatten('f'), dense('d')],
      layer: 'd',
      rule: 'head-bias',
      exact: false,
      becomes: ['Conv2D c', 'ReLU r', 'Flatten f', 'Dense d'],
    },
  ],
  refuses: [
    {
      name: 'no bias',
      layers: [conv('c'), relu('r'), flatten('f'), dense('d', { use_bias: false })],
      layer: 'd',
    },
  ],
});
