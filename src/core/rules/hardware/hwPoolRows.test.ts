import { conv, maxPool } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwPoolRows } from './hwPoolRows.ts';

hardwareRuleTester(hwPoolRows, {
  accepts: [
    {
      name: '2 rows left',
      input: [6, 6, 1],
      layers: [conv('a', { strides: [2, 2] }), maxPool('p')],
    },
  ],
  rejects: [
    {
      name: '1 row left',
      input: [6, 6, 1],
      layers: [conv('a', { strides: [3, 3] }), maxPool('p')],
      on: ['a'],
    },
  ],
});
