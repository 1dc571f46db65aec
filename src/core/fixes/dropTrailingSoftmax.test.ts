import { dense, flatten } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { dropTrailingSoftmax } from './dropTrailingSoftmax.ts';

fixTester(dropTrailingSoftmax, {
  applies: [
    {
      name: 'an inline softmax',
      layers: [flatten('f'), dense('d', { activation: 'softmax' })],
      layer: 'd',
      rule: 'inline-activation',
      exact: false,
      becomes: ['Flatten f', 'Dense d'],
    },
  ],
  refuses: [
    {
      name: 'a softmax in the middle',
      layers: [flatten('f'), dense('d', { activation: 'softmax' }), dense('e')],
      layer: 'd',
    },
    {
      name: 'another function',
      layers: [flatten('f'), dense('d', { activation: 'tanh' })],
      layer: 'd',
    },
  ],
});
