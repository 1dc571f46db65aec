import { quantizedConv, quantizedRelu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwProcessors } from './hwProcessors.ts';

/** Layers that take 26 processors each: a map of 832 x 4 in parts of 32. */
const chain = (...names: readonly string[]) =>
  names.flatMap((name) => [quantizedConv(name, 4, { filters: 4 }), quantizedRelu(`r${name}`, 4)]);

hardwareRuleTester(hwProcessors, {
  accepts: [
    {
      name: '78 processors',
      input: [832, 4, 4],
      layers: [...chain('a', 'b', 'c')],
      options: { inputIsImage: false },
    },
    {
      name: 'bits that are not known',
      input: [832, 4, 4],
      layers: [...chain('a', 'b', 'c'), ['Conv2D', { name: 'd', filters: 4, kernel_size: [3, 3] }]],
      options: { inputIsImage: false },
    },
  ],
  rejects: [
    {
      name: 'one layer more, and only the first that breaks the bound',
      input: [832, 4, 4],
      layers: [...chain('a', 'b', 'c', 'd', 'e')],
      options: { inputIsImage: false },
      on: ['d'],
    },
    {
      name: 'one layer alone',
      input: [2500, 4, 4],
      layers: [...chain('a')],
      options: { inputIsImage: false },
      on: ['a'],
    },
  ],
});
