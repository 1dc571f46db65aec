import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { headBias } from './headBias.ts';

ruleTester(headBias, {
  accepts: [
    {
      name: 'no bias',
      layers: [conv('c'), relu('r'), flatten('f'), dense('d', { use_bias: false })],
    },
    {
      name: 'a bias of zeros',
      layers: [
        conv('c'),
        relu('r'),
        flatten('f'),
        ['Dense', { name: 'd', units: 2 }, { bias: [0, 0] }],
      ],
    },
    {
      name: 'an activation at the end',
      layers: [conv('c'), relu('r'), flatten('f'), dense('d'), relu('s')],
    },
  ],
  rejects: [
    { name: 'a bias', layers: [conv('c'), relu('r'), flatten('f'), dense('d')], on: ['d'] },
  ],
});
