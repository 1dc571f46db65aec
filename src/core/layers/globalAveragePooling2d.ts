import { averagePool } from '../kernels/pool.ts';
import { defineLayer } from './define.ts';
import { globalPoolForward, globalPoolParams, globalPoolShape } from './pooling.ts';

export const globalAveragePooling2d = defineLayer({
  className: 'GlobalAveragePooling2D',
  aliases: ['GlobalAvgPool2D', 'Custom>QuantizedGlobalAveragePooling2D'],
  role: 'pool',
  doc: 'Averages every channel over the whole image.',
  source: 'https://keras.io/api/layers/pooling_layers/global_average_pooling2d/',
  params: globalPoolParams,
  outputShape: globalPoolShape,
  forward: globalPoolForward(averagePool),
});
