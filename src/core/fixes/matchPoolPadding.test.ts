import { conv, dense, flatten, maxPool, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { matchPoolPadding } from './matchPoolPadding.ts';

fixTester(matchPoolPadding, {
  applies: [
    {
      name: 'a pool that divides the map',
      layers: [conv('c'), relu('r'), maxPool('p', { padding: 'valid' }), flatten('f'), dense('d')],
      layer: 'p',
      rule: 'pool-padding',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'MaxPooling2D p', 'Flatten f', 'Dense d'],
    },
    {
      name: 'a pool that does not',
      input: [9, 9, 3],
      layers: [conv('c'), maxPool('p', { padding: 'valid' }), relu('r')],
      layer: 'p',
      rule: 'pool-padding',
      exact: false,
      becomes: ['Conv2D c', 'MaxPooling2D p', 'ReLU r'],
    },
  ],
  refuses: [
    { name: 'equal paddings', layers: [conv('c'), maxPool('p')], layer: 'p' },
    {
      name: 'a size that Dense depends on',
      input: [9, 9, 3],
      layers: [conv('c'), maxPool('p', { padding: 'valid' }), flatten('f'), dense('d')],
      layer: 'p',
    },
  ],
});
