import { fixTester } from '../testing/fixTester.ts';
import type { LayerSpec } from '../testing/buildChain.ts';
import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { shapeInput } from './shapeInput.ts';

const reshape = (...target: readonly number[]): LayerSpec => [
  'Reshape',
  { name: 'v', target_shape: target },
];
const rest: readonly LayerSpec[] = [conv('c'), relu('r'), flatten('f'), dense('d')];
const becomes = ['Conv2D c', 'ReLU r', 'Flatten f', 'Dense d'];

fixTester(shapeInput, {
  applies: [
    {
      name: 'a vector that becomes an image',
      input: [144],
      layers: [reshape(12, 12, 1), ...rest],
      layer: 'v',
      rule: 'reshape-vector',
      exact: true,
      becomes,
    },
    {
      name: 'an image without a channel axis, and the size left open',
      input: [12, 12],
      layers: [reshape(12, 12, -1), ...rest],
      layer: 'input',
      rule: 'input-rank',
      exact: true,
      becomes,
    },
    {
      name: 'a Rescaling before the Reshape',
      input: [12, 12],
      layers: [['Rescaling', { name: 's', scale: 2 }], reshape(12, 12, 1), ...rest],
      layer: 'v',
      rule: 'reshape-vector',
      exact: true,
      becomes: ['Rescaling s', ...becomes],
    },
    {
      name: 'a picture without a channel axis that is flattened',
      input: [12, 12],
      layers: [flatten('f'), dense('d')],
      layer: 'input',
      rule: 'input-rank',
      exact: true,
      becomes: ['Flatten f', 'Dense d'],
    },
  ],
  refuses: [
    {
      name: 'a Reshape further back',
      layers: [conv('c'), reshape(8, 4, 8), conv('d')],
      layer: 'v',
    },
    {
      name: 'a Rescaling of each channel',
      input: [144],
      layers: [['Rescaling', { name: 's', scale: [2] }], reshape(12, 12, 1), ...rest],
      layer: 'v',
    },
    { name: 'a shape that the chip has not', input: [16], layers: [reshape(4, 4)], layer: 'v' },
  ],
});
