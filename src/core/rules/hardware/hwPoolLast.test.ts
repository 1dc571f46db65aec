import { conv, maxPool, relu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwPoolLast } from './hwPoolLast.ts';

hardwareRuleTester(hwPoolLast, {
  accepts: [{ name: 'the input convolution', layers: [conv('a'), maxPool('p'), relu('r')] }],
  rejects: [
    {
      name: 'another convolution',
      layers: [conv('a'), relu('r'), conv('b'), maxPool('p')],
      on: ['b'],
    },
  ],
});
