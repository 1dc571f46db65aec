import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { singleActivation } from './singleActivation.ts';

ruleTester(singleActivation, {
  accepts: [
    { name: 'one each', layers: [conv('c'), relu('r'), flatten('f'), dense('d'), relu('s')] },
  ],
  rejects: [
    {
      name: 'two in a row',
      layers: [conv('c'), relu('r'), relu('s'), flatten('f'), dense('d')],
      on: ['s'],
    },
    {
      name: 'one first',
      layers: [relu('r'), conv('c'), relu('s')],
      options: { inputIsImage: false },
      on: ['r'],
    },
  ],
});
