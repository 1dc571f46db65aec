import { conv, relu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwFirstActivation } from './hwFirstActivation.ts';

hardwareRuleTester(hwFirstActivation, {
  accepts: [
    { name: 'a ReLU', layers: [conv('c'), relu('r')] },
    { name: 'events', layers: [conv('c')], options: { inputIsImage: false } },
  ],
  rejects: [{ name: 'none', layers: [conv('c')], on: ['c'] }],
});
