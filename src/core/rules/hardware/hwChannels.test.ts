import { conv } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwChannels } from './hwChannels.ts';

hardwareRuleTester(hwChannels, {
  accepts: [
    {
      name: '2048 channels',
      input: [4, 4, 2048],
      layers: [conv('c')],
      options: { inputIsImage: false },
    },
  ],
  rejects: [
    {
      name: '2049 channels',
      input: [4, 4, 2049],
      layers: [conv('c')],
      options: { inputIsImage: false },
      on: ['c'],
    },
  ],
});
