import { conv, globalAverage, maxPool, norm, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { batchnormBeforeActivation } from './batchnormBeforeActivation.ts';

ruleTester(batchnormBeforeActivation, {
  accepts: [
    { name: 'right behind', layers: [conv('c'), norm('n'), relu('r')] },
    { name: 'behind a pool', layers: [conv('c'), maxPool('p'), norm('n'), relu('r')] },
    { name: 'behind an average', layers: [conv('c'), globalAverage('p'), norm('n'), relu('r')] },
    {
      name: 'behind a layer that cannot be converted, which is told itself',
      layers: [conv('c'), relu('r'), ['DepthwiseConv2D', { name: 'w', kernel_size: 3 }], norm('n')],
    },
  ],
  rejects: [
    {
      name: 'behind the activation',
      layers: [conv('c'), relu('r'), norm('n'), conv('d')],
      on: ['n'],
    },
    {
      name: 'behind an inline activation',
      layers: [conv('c', { activation: 'relu' }), norm('n'), conv('d')],
      on: ['n'],
    },
    { name: 'first', layers: [norm('n'), conv('c')], on: ['n'] },
    { name: 'twice', layers: [conv('c'), norm('n'), norm('m'), relu('r')], on: ['m'] },
  ],
});
