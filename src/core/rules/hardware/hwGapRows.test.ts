import { conv, globalAverage } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwGapRows } from './hwGapRows.ts';

hardwareRuleTester(hwGapRows, {
  accepts: [
    {
      name: '2x3',
      input: [2, 3, 4],
      layers: [conv('c'), globalAverage('g')],
      options: { inputIsImage: false },
    },
  ],
  rejects: [
    {
      name: '3x2',
      input: [3, 2, 4],
      layers: [conv('c'), globalAverage('g')],
      options: { inputIsImage: false },
      on: ['c'],
    },
  ],
});
