import { addBias, convolve } from '../kernels/convolve.ts';
import {
  channelsOf,
  convolutionShape,
  quantizedConvolutionParams,
  undilated,
} from './convolution.ts';
import { defineLayer, weightOf } from './define.ts';
import { int } from './params.ts';
import { quantizedWeights, quantizer } from './quantizerParam.ts';
import { onlyInput } from './shapes.ts';

export const quantizedConv2d = defineLayer({
  className: 'QuantizedConv2D',
  role: 'neural',
  chipKind: 'Convolutional',
  doc: 'Conv2D whose kernel is rounded to a few bits before it is used.',
  source: 'https://pypi.org/project/cnn2snn/2.3.6/ quantization_layers.py (Apache-2.0)',
  params: {
    filters: int('filters', 'Number of output channels.'),
    ...quantizedConvolutionParams,
    quantizer: quantizer('quantizer', 'Quantizer of the kernel.'),
  },
  weights: (config, [input]) => [
    { name: 'kernel', shape: [...config.kernelSize, channelsOf(input), config.filters] },
    ...(config.useBias ? [{ name: 'bias', shape: [config.filters] }] : []),
  ],
  outputShape: (config, [input]) => convolutionShape(config, input, config.filters),
  prepareWeights: (config, weights, layer) =>
    quantizedWeights(weights, { kernel: config.quantizer }, layer),
  forward: ({ config, weights, inputs }) => {
    const kernel = weightOf(weights, 'kernel');
    const sums = convolve(onlyInput(inputs), kernel, { ...config, ...undilated });
    return addBias(sums, weights['bias']);
  },
});
