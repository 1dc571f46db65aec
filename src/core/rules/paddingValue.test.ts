import { quantizedConv, quantizedRelu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { paddingValue } from './paddingValue.ts';

const layers = [quantizedConv('c', 8), quantizedRelu('r', 4)];

ruleTester(paddingValue, {
  accepts: [
    { name: 'no shift', layers, converted: true },
    { name: 'the largest pixel', layers, options: { inputScaling: [255, 255] }, converted: true },
    {
      name: 'events, which are not shifted',
      layers,
      options: { inputIsImage: false },
      converted: true,
    },
  ],
  rejects: [
    {
      name: 'a shift above a pixel',
      layers,
      options: { inputScaling: [255, 256] },
      converted: true,
      on: ['c'],
    },
    {
      name: 'a shift below 0, from a Rescaling layer',
      layers: [['Rescaling', { name: 's', scale: 1 / 255, offset: 0.2 }], ...layers],
      converted: true,
      on: ['c'],
    },
    {
      name: 'a shift below 0 where nothing is padded',
      layers: [quantizedConv('c', 8, { padding: 'valid' }), quantizedRelu('r', 4)],
      options: { inputScaling: [1, -1] },
      converted: true,
      on: ['c'],
    },
  ],
});
