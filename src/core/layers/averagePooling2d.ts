import { averagePool } from '../kernels/pool.ts';
import { defineLayer } from './define.ts';
import { poolForward, poolParams, poolShape } from './pooling.ts';

export const averagePooling2d = defineLayer({
  className: 'AveragePooling2D',
  aliases: ['AvgPool2D'],
  role: 'pool',
  doc: 'Averages every window of the image.',
  source: 'https://keras.io/api/layers/pooling_layers/average_pooling2d/',
  params: poolParams,
  outputShape: poolShape,
  forward: poolForward(averagePool),
});
