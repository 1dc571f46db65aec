import { addBias, convolveDepthwise } from '../kernels/convolve.ts';
import { inChannelsLast } from '../kernels/transpose.ts';
import { applyActivation } from './activations.ts';
import { channelsOf, convolutionParams, convolutionShape } from './convolution.ts';
import { defineLayer, weightOf } from './define.ts';
import { int } from './params.ts';
import { onlyInput } from './shapes.ts';

export const depthwiseConv2d = defineLayer({
  className: 'DepthwiseConv2D',
  role: 'other',
  doc: 'Convolves every channel with filters of its own.',
  source: 'https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/',
  params: {
    depthMultiplier: int('depth_multiplier', 'Filters per input channel.', 1),
    ...convolutionParams,
  },
  weights: (config, [input]) => {
    const channels = channelsOf(input, config.dataFormat);
    return [
      { name: 'depthwise_kernel', shape: [...config.kernelSize, channels, config.depthMultiplier] },
      ...(config.useBias ? [{ name: 'bias', shape: [channels * config.depthMultiplier] }] : []),
    ];
  },
  outputShape: (config, [input]) =>
    convolutionShape(config, input, channelsOf(input, config.dataFormat) * config.depthMultiplier),
  forward: ({ config, weights, inputs, kerasMajor }) =>
    inChannelsLast(config.dataFormat, onlyInput(inputs), (input) => {
      const kernel = weightOf(weights, 'depthwise_kernel');
      const sums = convolveDepthwise(input, kernel, config);
      return applyActivation(config.activation, addBias(sums, weights['bias']), kerasMajor);
    }),
});
