import {
  maxPool,
  quantizedConv,
  quantizedRelu,
  quantizedSeparable,
} from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwSplitStride } from './hwSplitStride.ts';

const options = { inputIsImage: false };
const strided = { strides: [2, 2] };
const behind = [maxPool('p'), quantizedRelu('r', 4)];

hardwareRuleTester(hwSplitStride, {
  accepts: [
    {
      name: 'a layer on one processor',
      input: [20, 20, 32],
      layers: [quantizedConv('c', 4, strided), ...behind],
      options,
    },
    {
      name: 'no stride',
      input: [48, 56, 32],
      layers: [quantizedConv('c', 4), ...behind],
      options,
    },
    {
      name: 'a separable layer',
      input: [48, 56, 32],
      layers: [quantizedSeparable('c', 4, strided), ...behind],
      options,
    },
  ],
  rejects: [
    {
      name: 'a map on several processors',
      input: [48, 56, 32],
      layers: [quantizedConv('c', 4, strided), ...behind],
      options,
      on: ['c'],
    },
    {
      name: 'filters on several processors',
      input: [8, 8, 4],
      layers: [quantizedConv('c', 4, { ...strided, filters: 513 }), ...behind],
      options,
      on: ['c'],
    },
  ],
});
