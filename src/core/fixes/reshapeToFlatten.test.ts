import { conv, dense, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { reshapeToFlatten } from './reshapeToFlatten.ts';

fixTester(reshapeToFlatten, {
  applies: [
    {
      name: 'a full vector',
      layers: [conv('c'), relu('r'), ['Reshape', { name: 'f', target_shape: [256] }], dense('d')],
      layer: 'f',
      rule: 'reshape-vector',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Flatten f', 'Dense d'],
    },
    {
      name: '-1',
      layers: [conv('c'), relu('r'), ['Reshape', { name: 'f', target_shape: [-1] }], dense('d')],
      layer: 'f',
      rule: 'reshape-vector',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Flatten f', 'Dense d'],
    },
  ],
  refuses: [
    {
      name: 'another image',
      layers: [['Reshape', { name: 'f', target_shape: [4, 16, 3] }]],
      layer: 'f',
    },
  ],
});
