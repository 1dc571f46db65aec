import { activation, conv, dense, flatten, globalAverage, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { moveFlatten } from './moveFlatten.ts';

fixTester(moveFlatten, {
  applies: [
    {
      name: 'before a ReLU',
      layers: [conv('c'), flatten('f'), relu('r'), dense('d')],
      layer: 'f',
      rule: 'flatten-before-dense',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Flatten f', 'Dense d'],
    },
    {
      name: 'a vector',
      layers: [conv('c'), globalAverage('g'), flatten('f'), relu('r'), dense('d')],
      layer: 'f',
      rule: 'flatten-before-dense',
      exact: true,
      becomes: ['Conv2D c', 'GlobalAveragePooling2D g', 'ReLU r', 'Dense d'],
    },
    {
      name: 'another Flatten',
      layers: [conv('c'), relu('r'), flatten('f'), flatten('e'), dense('d')],
      layer: 'f',
      rule: 'flatten-before-dense',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Flatten e', 'Dense d'],
    },
  ],
  refuses: [
    { name: 'before Dense', layers: [conv('c'), flatten('f'), dense('d')], layer: 'f' },
    {
      name: 'before softmax',
      layers: [conv('c'), flatten('f'), activation('a', 'softmax')],
      layer: 'f',
    },
  ],
});
