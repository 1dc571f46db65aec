import {
  channelsOf,
  convolutionShape,
  quantizedConvolutionParams,
  separableConvolution,
  undilated,
} from './convolution.ts';
import { defineLayer } from './define.ts';
import { int } from './params.ts';
import { quantizemlQuantizer } from './quantizemlConfig.ts';
import { onlyInput } from './shapes.ts';

export const quantizemlSeparableConv2d = defineLayer({
  className: 'Custom>QuantizedSeparableConv2D',
  role: 'neural',
  chipKind: 'SeparableConvolutional',
  doc: 'SeparableConv2D of QuantizeML: two integer kernels, and a bias in steps of the potential.',
  source: 'https://pypi.org/project/quantizeml/ layers/separable_convolution.py (Apache-2.0)',
  params: {
    filters: int('filters', 'Number of output channels.'),
    ...quantizedConvolutionParams,
    quantizerDw: quantizemlQuantizer('dw_weight_quantizer', 'Quantizer of the depthwise kernel.'),
    quantizer: quantizemlQuantizer(
      'pw_weight_quantizer',
      'Quantizers of the pointwise kernel and the bias.',
    ),
  },
  weights: (config, [input]) => [
    { name: 'depthwise_kernel', shape: [...config.kernelSize, channelsOf(input), 1] },
    { name: 'pointwise_kernel', shape: [1, 1, channelsOf(input), config.filters] },
    ...(config.useBias ? [{ name: 'bias', shape: [config.filters] }] : []),
  ],
  outputShape: (config, [input]) => convolutionShape(config, input, config.filters),
  forward: ({ config, weights, inputs }) =>
    separableConvolution(onlyInput(inputs), weights, { ...config, ...undilated }),
});
