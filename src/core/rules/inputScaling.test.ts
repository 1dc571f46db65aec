import { conv } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { inputScaling } from './inputScaling.ts';

ruleTester(inputScaling, {
  accepts: [
    { name: 'none', layers: [conv('c')] },
    { name: 'a whole shift', layers: [conv('c')], options: { inputScaling: [128, 128] } },
    {
      name: 'Rescaling',
      layers: [['Rescaling', { name: 'scale', scale: 1 / 128, offset: -1 }], conv('c')],
    },
  ],
  rejects: [
    { name: 'a scale of zero', layers: [conv('c')], options: { inputScaling: [0, 0] }, on: ['c'] },
    {
      name: 'a broken shift (a warning)',
      layers: [conv('c')],
      options: { inputScaling: [127.5, 127.5] },
      on: ['c'],
    },
    {
      name: 'a shift of events',
      layers: [conv('c')],
      options: { inputScaling: [2, 1], inputIsImage: false },
      on: ['c'],
    },
    {
      name: 'both',
      layers: [['Rescaling', { name: 'scale', scale: 0.5 }], conv('c')],
      options: { inputScaling: [2, 0] },
      on: ['scale'],
    },
    {
      name: 'Rescaling of events',
      layers: [['Rescaling', { name: 'scale', scale: 0.5 }], conv('c')],
      options: { inputIsImage: false },
      on: ['scale'],
    },
    {
      name: 'a scale per channel',
      layers: [['Rescaling', { name: 'scale', scale: [1, 2, 3] }], conv('c')],
      on: ['scale'],
    },
  ],
});
