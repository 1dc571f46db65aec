import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { denseToConv } from './denseToConv.ts';

fixTester(denseToConv, {
  applies: [
    {
      name: 'Dense on an image',
      layers: [conv('c'), relu('r'), dense('d', { activation: 'relu' })],
      layer: 'd',
      rule: 'dense-input',
      exact: true,
      becomes: ['Conv2D c', 'ReLU r', 'Conv2D d'],
    },
  ],
  refuses: [{ name: 'Dense on a vector', layers: [flatten('f'), dense('d')], layer: 'd' }],
});
