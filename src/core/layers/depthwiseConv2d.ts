import { channelsOf, convolutionParams, convolutionShape } from './convolution.ts';
import { defineLayer } from './define.ts';
import { int } from './params.ts';

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
});
