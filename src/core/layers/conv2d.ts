import { addBias, convolve } from '../kernels/convolve.ts';
import { inChannelsLast } from '../kernels/transpose.ts';
import { applyActivation } from './activations.ts';
import { channelsOf, convolutionParams, convolutionShape } from './convolution.ts';
import { defineLayer, weightOf } from './define.ts';
import { int } from './params.ts';
import { onlyInput } from './shapes.ts';

export const conv2d = defineLayer({
  className: 'Conv2D',
  aliases: ['Convolution2D'],
  role: 'neural',
  chipKind: 'Convolutional',
  quantizesTo: 'QuantizedConv2D',
  doc: 'Slides a bank of filters over the image: every output is a weighted sum of a window of all channels.',
  source: 'https://keras.io/api/layers/convolution_layers/convolution2d/',
  params: { filters: int('filters', 'Number of output channels.'), ...convolutionParams },
  weights: (config, [input]) => [
    {
      name: 'kernel',
      shape: [
        ...config.kernelSize,
        channelsOf(input, config.dataFormat) / config.groups,
        config.filters,
      ],
    },
    ...(config.useBias ? [{ name: 'bias', shape: [config.filters] }] : []),
  ],
  outputShape: (config, [input]) => convolutionShape(config, input, config.filters),
  forward: ({ config, weights, inputs, kerasMajor }) =>
    inChannelsLast(config.dataFormat, onlyInput(inputs), (input) =>
      applyActivation(
        config.activation,
        addBias(convolve(input, weightOf(weights, 'kernel'), config), weights['bias']),
        kerasMajor,
      ),
    ),
});
