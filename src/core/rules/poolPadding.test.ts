import { conv, maxPool, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { poolPadding } from './poolPadding.ts';

ruleTester(poolPadding, {
  accepts: [{ name: 'the same padding', layers: [conv('c'), relu('r'), maxPool('p')] }],
  rejects: [
    {
      name: 'another padding',
      layers: [conv('c'), relu('r'), maxPool('p', { padding: 'valid' })],
      on: ['p'],
    },
  ],
});
