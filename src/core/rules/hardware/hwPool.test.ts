import { conv, globalAverage, maxPool, relu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwPool } from './hwPool.ts';

hardwareRuleTester(hwPool, {
  accepts: [
    { name: '1x2 on pixels', layers: [conv('a'), maxPool('p', { pool_size: [1, 2] })] },
    {
      name: '2x2 with strides 1 further back',
      layers: [conv('a'), relu('r'), conv('b'), maxPool('p', { strides: [1, 1] })],
    },
  ],
  rejects: [
    {
      name: '1x2 further back',
      layers: [conv('a'), relu('r'), conv('b'), maxPool('p', { pool_size: [1, 2] })],
      on: ['b'],
    },
    { name: '3x3', layers: [conv('a'), maxPool('p', { pool_size: [3, 3] })], on: ['a'] },
    {
      name: 'overlapping on pixels',
      layers: [conv('a'), maxPool('p', { strides: [1, 1] })],
      on: ['a'],
    },
    { name: 'an average on pixels', layers: [conv('a'), globalAverage('g')], on: ['a'] },
  ],
});
