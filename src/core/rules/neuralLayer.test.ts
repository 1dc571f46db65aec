import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { neuralLayer } from './neuralLayer.ts';

ruleTester(neuralLayer, {
  accepts: [
    { name: 'a convolution', layers: [conv('c')] },
    { name: 'a Dense layer alone', input: [8], layers: [dense('d')] },
    {
      name: 'a layer of another kind, which supported-layer tells',
      layers: [['DepthwiseConv2D', { name: 'w', kernel_size: [3, 3] }]],
    },
  ],
  rejects: [
    { name: 'an input alone', layers: [], on: ['input'] },
    { name: 'layers without weights', layers: [relu('r'), flatten('f')], on: ['f'] },
    {
      name: 'BatchNormalization, which only a neural layer takes up',
      layers: [['BatchNormalization', { name: 'b', axis: [-1] }]],
      on: ['b'],
    },
  ],
});
