import { dense } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwDenseInputs } from './hwDenseInputs.ts';

hardwareRuleTester(hwDenseInputs, {
  accepts: [
    {
      name: '57334 inputs',
      input: [57334],
      layers: [dense('d')],
      options: { inputIsImage: false },
    },
  ],
  rejects: [
    {
      name: '57335 inputs',
      input: [57335],
      layers: [dense('d')],
      options: { inputIsImage: false },
      on: ['d'],
    },
  ],
});
