import { conv, dense, relu, separable } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { imageInput } from './imageInput.ts';

ruleTester(imageInput, {
  accepts: [
    { name: 'Conv2D on 3 channels', layers: [conv('c')] },
    {
      name: 'Rescaling before it',
      layers: [['Rescaling', { name: 'scale', scale: 0.1 }], conv('c')],
    },
    {
      name: 'anything on events',
      input: [16],
      layers: [dense('d')],
      options: { inputIsImage: false },
    },
  ],
  rejects: [
    { name: 'another first layer', layers: [separable('s'), relu('r')], on: ['s'] },
    { name: 'four channels', input: [16, 16, 4], layers: [conv('c')], on: ['c'] },
  ],
});
