import { conv, dense, flatten } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { reshapeVector } from './reshapeVector.ts';

ruleTester(reshapeVector, {
  accepts: [
    {
      name: 'a vector to (1, 1, N)',
      layers: [
        conv('c'),
        flatten('f'),
        dense('d'),
        ['Reshape', { name: 'r', target_shape: [1, 1, 3] }],
      ],
    },
    { name: 'the same shape', layers: [['Reshape', { name: 'r', target_shape: [16, 16, 3] }]] },
  ],
  rejects: [
    {
      name: 'an image to another',
      layers: [['Reshape', { name: 'r', target_shape: [8, 32, 3] }]],
      on: ['r'],
    },
  ],
});
