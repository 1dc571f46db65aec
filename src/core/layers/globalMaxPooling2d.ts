import { maxPool } from '../kernels/pool.ts';
import { defineLayer } from './define.ts';
import { globalPoolForward, globalPoolParams, globalPoolShape } from './pooling.ts';

export const globalMaxPooling2d = defineLayer({
  className: 'GlobalMaxPooling2D',
  aliases: ['GlobalMaxPool2D'],
  role: 'pool',
  doc: 'Keeps the largest value of every channel over the whole image.',
  source: 'https://keras.io/api/layers/pooling_layers/global_max_pooling2d/',
  params: globalPoolParams,
  outputShape: globalPoolShape,
  forward: globalPoolForward(maxPool),
});
