import { conv, globalAverage, maxPool, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { poolAfterConv } from './poolAfterConv.ts';

ruleTester(poolAfterConv, {
  accepts: [
    { name: 'behind the convolution', layers: [conv('c'), maxPool('p'), relu('r')] },
    { name: 'a maximum behind the activation', layers: [conv('c'), relu('r'), maxPool('p')] },
  ],
  rejects: [
    { name: 'first', layers: [maxPool('p'), conv('c')], on: ['p'] },
    {
      name: 'an average behind the activation',
      layers: [conv('c'), relu('r'), globalAverage('p')],
      on: ['p'],
    },
    {
      name: 'an average behind an inline activation',
      layers: [conv('c', { activation: 'relu' }), globalAverage('p')],
      on: ['p'],
    },
    { name: 'two pools', layers: [conv('c'), maxPool('p'), maxPool('q'), relu('r')], on: ['q'] },
  ],
});
