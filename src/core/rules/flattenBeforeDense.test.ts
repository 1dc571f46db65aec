import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { flattenBeforeDense } from './flattenBeforeDense.ts';

ruleTester(flattenBeforeDense, {
  accepts: [
    { name: 'before Dense', layers: [conv('c'), relu('r'), flatten('f'), dense('d')] },
    { name: 'at the end', layers: [conv('c'), flatten('f')] },
  ],
  rejects: [
    {
      name: 'before an activation',
      layers: [conv('c'), flatten('f'), relu('r'), dense('d')],
      on: ['f'],
    },
  ],
});
