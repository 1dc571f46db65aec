import { conv, maxPool } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { poolStride } from './poolStride.ts';

ruleTester(poolStride, {
  accepts: [
    { name: 'strides up to the size', layers: [conv('c'), maxPool('p', { strides: [1, 1] })] },
  ],
  rejects: [
    { name: 'larger strides', layers: [conv('c'), maxPool('p', { strides: [3, 3] })], on: ['p'] },
  ],
});
