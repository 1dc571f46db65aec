import { buildChain } from '../testing/buildChain.ts';
import { conv, norm, quantizedConv, quantizedRelu, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { floatPrecision } from './floatPrecision.ts';

const mixed = { class_name: 'Policy', config: { name: 'mixed_float16' } };

ruleTester(floatPrecision, {
  accepts: [
    { name: 'float32', layers: [conv('c', { dtype: 'float32' }), relu('r')] },
    { name: 'mixed precision', layers: [conv('c', { dtype: mixed }), relu('r', { dtype: mixed })] },
    {
      name: 'a dtype that nothing is rounded in',
      layers: [conv('c'), ['Flatten', { name: 'f', dtype: 'float64' }]],
    },
    {
      name: 'a file of Keras 3',
      graph: {
        ...buildChain([8, 8, 3], [conv('c', { dtype: 'float16' })]),
        kerasVersion: '3.15.0',
      },
    },
  ],
  rejects: [
    {
      name: 'float64 layers, told once',
      layers: [conv('c', { dtype: 'float64' }), norm('n', { dtype: 'float64' }), relu('r')],
      on: ['c'],
    },
    {
      name: 'a policy of its own',
      layers: [
        conv('c', { dtype: { class_name: 'Policy', config: { name: 'float16' } } }),
        relu('r'),
      ],
      on: ['c'],
    },
    {
      name: 'a quantized layer',
      layers: [quantizedConv('c', 8, { dtype: 'float64' }), quantizedRelu('r', 4)],
      on: ['c'],
    },
  ],
});
