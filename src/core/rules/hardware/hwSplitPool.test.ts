import { maxPool, quantizedConv, quantizedRelu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwSplitPool } from './hwSplitPool.ts';

const overlapping = maxPool('p', { strides: [1, 1] });
const options = { inputIsImage: false };
const layers = [quantizedConv('c', 4), overlapping, quantizedRelu('r', 4)];

hardwareRuleTester(hwSplitPool, {
  accepts: [
    { name: 'a map on one processor', input: [20, 20, 32], layers, options },
    {
      name: 'windows that do not overlap',
      input: [20, 224, 32],
      layers: [quantizedConv('c', 4), maxPool('p'), quantizedRelu('r', 4)],
      options,
    },
    {
      name: 'filters on several processors',
      input: [8, 8, 4],
      layers: [quantizedConv('c', 4, { filters: 513 }), overlapping, quantizedRelu('r', 4)],
      options,
    },
  ],
  rejects: [
    { name: 'a map of 71,680 bytes', input: [20, 224, 32], layers, options, on: ['c'] },
    { name: 'a map of more than 32 cells', input: [33, 4, 4], layers, options, on: ['c'] },
  ],
});
