import { conv, relu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwPadding } from './hwPadding.ts';

hardwareRuleTester(hwPadding, {
  accepts: [
    { name: 'valid on pixels', layers: [conv('a', { padding: 'valid' }), relu('r'), conv('b')] },
  ],
  rejects: [
    {
      name: 'valid further back',
      layers: [conv('a'), relu('r'), conv('b', { padding: 'valid' })],
      on: ['b'],
    },
  ],
});
