import { conv, dense, flatten, norm, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { batchnormAxis } from './batchnormAxis.ts';

ruleTester(batchnormAxis, {
  accepts: [
    {
      name: 'the last axis',
      layers: [
        conv('c'),
        norm('n', { axis: [3] }),
        relu('r'),
        flatten('f'),
        dense('d'),
        norm('m', { axis: [1] }),
      ],
    },
  ],
  rejects: [
    { name: 'the first axis', layers: [conv('c'), norm('n', { axis: [1] }), relu('r')], on: ['n'] },
  ],
});
