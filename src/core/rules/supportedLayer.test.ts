import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { supportedLayer } from './supportedLayer.ts';

ruleTester(supportedLayer, {
  accepts: [
    {
      name: 'a plain model',
      layers: [conv('c'), relu('r'), ['Dropout', { name: 'drop' }], flatten('f'), dense('d')],
    },
  ],
  rejects: [
    {
      name: 'a known type that cannot be converted',
      layers: [conv('c'), ['UpSampling2D', { name: 'up' }]],
      on: ['up'],
    },
    { name: 'an unknown type', layers: [conv('c'), ['MyLayer', { name: 'mine' }]], on: ['mine'] },
  ],
});
