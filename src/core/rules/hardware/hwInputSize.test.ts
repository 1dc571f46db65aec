import { conv, relu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwInputSize } from './hwInputSize.ts';

hardwareRuleTester(hwInputSize, {
  accepts: [
    { name: '5x256', input: [5, 256, 1], layers: [conv('c')] },
    { name: '300x5', input: [300, 5, 1], layers: [conv('c')] },
    {
      name: 'two windows',
      input: [16, 6, 1],
      layers: [conv('c', { padding: 'valid', strides: [3, 3] })],
    },
  ],
  rejects: [
    { name: '4x16', input: [4, 16, 1], layers: [conv('c')], on: ['c'] },
    { name: '16x4', input: [16, 4, 1], layers: [conv('c')], on: ['c'] },
    { name: '16x257', input: [16, 257, 1], layers: [conv('c')], on: ['c'] },
    {
      name: 'one window',
      input: [16, 5, 1],
      layers: [conv('c', { padding: 'valid', strides: [3, 3] })],
      on: ['c'],
    },
    {
      name: '4097 further back',
      input: [4097, 5, 1],
      layers: [conv('c'), relu('r'), conv('d')],
      on: ['d'],
    },
  ],
});
