import { maxPool } from '../kernels/pool.ts';
import { defineLayer } from './define.ts';
import { poolForward, poolParams, poolShape } from './pooling.ts';

export const maxPooling2d = defineLayer({
  className: 'MaxPooling2D',
  aliases: ['MaxPool2D', 'Custom>QuantizedMaxPool2D'],
  role: 'pool',
  doc: 'Keeps the largest value of every window.',
  source: 'https://keras.io/api/layers/pooling_layers/max_pooling2d/',
  params: poolParams,
  outputShape: poolShape,
  forward: poolForward(maxPool),
});
