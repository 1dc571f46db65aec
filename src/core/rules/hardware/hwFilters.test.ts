import { conv, relu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwFilters } from './hwFilters.ts';

hardwareRuleTester(hwFilters, {
  accepts: [{ name: '192 filters of 3x3 on 3 channels', layers: [conv('c', { filters: 192 })] }],
  rejects: [
    { name: '193 filters', layers: [conv('c', { filters: 193 })], on: ['c'] },
    {
      name: '97 filters of 7x7 on 1 channel',
      input: [16, 16, 1],
      layers: [conv('c', { filters: 97, kernel_size: [7, 7] })],
      on: ['c'],
    },
    {
      name: '2049 filters further back',
      layers: [conv('c'), relu('r'), conv('d', { filters: 2049, kernel_size: [1, 1] })],
      on: ['d'],
    },
  ],
});
