import { conv } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { channelsLast } from './channelsLast.ts';

ruleTester(channelsLast, {
  accepts: [{ name: 'channels_last', layers: [conv('c', { data_format: 'channels_last' })] }],
  rejects: [
    { name: 'channels_first', layers: [conv('c', { data_format: 'channels_first' })], on: ['c'] },
  ],
});
