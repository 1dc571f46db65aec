import { conv, dense, flatten, maxPool, relu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwPoolNext } from './hwPoolNext.ts';

hardwareRuleTester(hwPoolNext, {
  accepts: [
    {
      name: 'a convolution behind',
      layers: [conv('a'), relu('r'), conv('b'), maxPool('p'), relu('s'), conv('c')],
    },
    {
      name: 'Dense behind the input convolution',
      layers: [conv('a'), maxPool('p'), relu('r'), flatten('f'), dense('d')],
    },
  ],
  rejects: [
    {
      name: 'Dense behind',
      layers: [conv('a'), relu('r'), conv('b'), maxPool('p'), relu('s'), flatten('f'), dense('d')],
      on: ['d'],
    },
  ],
});
