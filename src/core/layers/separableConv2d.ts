import { inChannelsLast } from '../kernels/transpose.ts';
import { applyActivation } from './activations.ts';
import {
  channelsOf,
  convolutionParams,
  convolutionShape,
  separableConvolution,
} from './convolution.ts';
import { defineLayer } from './define.ts';
import { int } from './params.ts';
import { onlyInput } from './shapes.ts';

export const separableConv2d = defineLayer({
  className: 'SeparableConv2D',
  aliases: ['SeparableConvolution2D'],
  role: 'neural',
  chipKind: 'SeparableConvolutional',
  quantizesTo: 'QuantizedSeparableConv2D',
  doc: 'A depthwise convolution, one filter per channel, followed by a 1x1 convolution that mixes channels.',
  source: 'https://keras.io/api/layers/convolution_layers/separable_convolution2d/',
  params: {
    filters: int('filters', 'Number of output channels.'),
    depthMultiplier: int('depth_multiplier', 'Depthwise filters per input channel.', 1),
    ...convolutionParams,
  },
  weights: (config, [input]) => {
    const channels = channelsOf(input, config.dataFormat);
    return [
      { name: 'depthwise_kernel', shape: [...config.kernelSize, channels, config.depthMultiplier] },
      {
        name: 'pointwise_kernel',
        shape: [1, 1, channels * config.depthMultiplier, config.filters],
      },
      ...(config.useBias ? [{ name: 'bias', shape: [config.filters] }] : []),
    ];
  },
  outputShape: (config, [input]) => convolutionShape(config, input, config.filters),
  forward: ({ config, weights, inputs, kerasMajor }) =>
    inChannelsLast(config.dataFormat, onlyInput(inputs), (input) =>
      applyActivation(config.activation, separableConvolution(input, weights, config), kerasMajor),
    ),
});
