import { activation, conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { activationBetween } from './activationBetween.ts';

ruleTester(activationBetween, {
  accepts: [
    { name: 'an activation between', layers: [conv('c'), relu('r'), flatten('f'), dense('d')] },
    {
      name: 'an inline activation',
      layers: [conv('c', { activation: 'relu' }), flatten('f'), dense('d')],
    },
  ],
  rejects: [
    {
      name: 'none between',
      layers: [conv('a'), conv('b'), relu('r'), flatten('f'), dense('d')],
      on: ['a'],
    },
    {
      name: 'a linear activation between',
      layers: [conv('a'), activation('l', 'linear'), conv('b')],
      on: ['a'],
    },
  ],
});
