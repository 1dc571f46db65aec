import { conv, globalAverage } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwGapWidth } from './hwGapWidth.ts';

hardwareRuleTester(hwGapWidth, {
  accepts: [
    {
      name: '32x40',
      input: [32, 40, 4],
      layers: [conv('c'), globalAverage('g')],
      options: { inputIsImage: false },
    },
  ],
  rejects: [
    {
      name: '33x8',
      input: [33, 8, 4],
      layers: [conv('c'), globalAverage('g')],
      options: { inputIsImage: false },
      on: ['c'],
    },
  ],
});
