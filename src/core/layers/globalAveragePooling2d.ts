import { imageShape } from './convolution.ts';
import { defineLayer } from './define.ts';
import { bool, oneOf } from './params.ts';

export const globalAveragePooling2d = defineLayer({
  className: 'GlobalAveragePooling2D',
  aliases: ['GlobalAvgPool2D'],
  role: 'pool',
  doc: 'Averages every channel over the whole image.',
  source: 'https://keras.io/api/layers/pooling_layers/global_average_pooling2d/',
  params: {
    dataFormat: oneOf(
      'data_format',
      'Order of the axes.',
      ['channels_last', 'channels_first'],
      'channels_last',
    ),
    keepdims: bool('keepdims', 'Whether the averaged axes stay, with size 1.', false),
  },
  outputShape: (config, [input]) => {
    const { channels } = imageShape(input, config.dataFormat);
    const batch = input?.[0] ?? null;
    if (!config.keepdims) return [batch, channels];
    return config.dataFormat === 'channels_first'
      ? [batch, channels, 1, 1]
      : [batch, 1, 1, channels];
  },
});
