import { conv, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { rescalingFirst } from './rescalingFirst.ts';

ruleTester(rescalingFirst, {
  accepts: [{ name: 'first', layers: [['Rescaling', { name: 'scale', scale: 0.1 }], conv('c')] }],
  rejects: [
    {
      name: 'behind a layer',
      layers: [conv('c'), relu('r'), ['Rescaling', { name: 'scale', scale: 0.1 }], conv('e')],
      on: ['scale'],
    },
  ],
});
