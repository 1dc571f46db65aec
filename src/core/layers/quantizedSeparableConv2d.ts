import {
  channelsOf,
  convolutionShape,
  quantizedConvolutionParams,
  separableConvolution,
  undilated,
} from './convolution.ts';
import { defineLayer } from './define.ts';
import { int } from './params.ts';
import { quantizedWeights, quantizer } from './quantizerParam.ts';
import { onlyInput } from './shapes.ts';

export const quantizedSeparableConv2d = defineLayer({
  className: 'QuantizedSeparableConv2D',
  role: 'neural',
  chipKind: 'SeparableConvolutional',
  doc: 'SeparableConv2D whose two kernels are rounded to a few bits before they are used.',
  source: 'https://pypi.org/project/cnn2snn/2.3.6/ quantization_layers.py (Apache-2.0)',
  params: {
    filters: int('filters', 'Number of output channels.'),
    ...quantizedConvolutionParams,
    quantizerDw: quantizer('quantizer_dw', 'Quantizer of the depthwise kernel, per tensor.'),
    quantizer: quantizer('quantizer', 'Quantizer of the pointwise kernel.'),
  },
  weights: (config, [input]) => [
    { name: 'depthwise_kernel', shape: [...config.kernelSize, channelsOf(input), 1] },
    { name: 'pointwise_kernel', shape: [1, 1, channelsOf(input), config.filters] },
    ...(config.useBias ? [{ name: 'bias', shape: [config.filters] }] : []),
  ],
  outputShape: (config, [input]) => convolutionShape(config, input, config.filters),
  prepareWeights: (config, weights, layer) =>
    quantizedWeights(
      weights,
      { depthwise_kernel: config.quantizerDw, pointwise_kernel: config.quantizer },
      layer,
    ),
  forward: ({ config, weights, inputs }) =>
    separableConvolution(onlyInput(inputs), weights, { ...config, ...undilated }),
});
