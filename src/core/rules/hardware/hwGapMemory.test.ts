import { globalAverage, quantizedConv, quantizedRelu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwGapMemory } from './hwGapMemory.ts';

const layers = [quantizedConv('c', 4), globalAverage('g'), quantizedRelu('r', 4)];
const options = { inputIsImage: false };

hardwareRuleTester(hwGapMemory, {
  accepts: [
    { name: 'a map of 32,768 bytes', input: [16, 16, 256], layers, options },
    {
      name: 'a large map without an average',
      input: [16, 16, 512],
      layers: [quantizedConv('c', 4), quantizedRelu('r', 4)],
      options,
    },
    {
      name: 'a wide one of few bytes, which hw-gap-width tells',
      input: [33, 8, 4],
      layers,
      options,
    },
  ],
  rejects: [
    { name: 'a map of 65,536 bytes', input: [16, 16, 512], layers, options, on: ['c'] },
    {
      name: 'a wide and large one, of which the device says both',
      input: [33, 8, 512],
      layers,
      options,
      on: ['c'],
    },
    { name: 'a long map of few bytes', input: [4, 257, 1], layers, options, on: ['c'] },
    {
      name: 'a map that is large for the spikes of its layer before',
      input: [32, 48, 3],
      layers: [quantizedConv('first', 8, { filters: 64 }), quantizedRelu('r0', 4), ...layers],
      on: ['c'],
    },
  ],
});
