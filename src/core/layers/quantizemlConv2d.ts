import { addBias, convolve } from '../kernels/convolve.ts';
import {
  channelsOf,
  convolutionShape,
  quantizedConvolutionParams,
  undilated,
} from './convolution.ts';
import { defineLayer, weightOf } from './define.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { windowAxis } from '../tensor/window.ts';
import { int } from './params.ts';
import { PADDED_CELLS, paddingValue, quantizemlQuantizer } from './quantizemlConfig.ts';
import { onlyInput } from './shapes.ts';

interface Window {
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
}

export const quantizemlConv2d = defineLayer({
  className: 'Custom>QuantizedConv2D',
  role: 'neural',
  chipKind: 'Convolutional',
  doc: 'Conv2D of QuantizeML: integer kernel, and a bias in steps of the potential.',
  source: 'https://pypi.org/project/quantizeml/ layers/convolution.py (Apache-2.0)',
  params: {
    filters: int('filters', 'Number of output channels.'),
    ...quantizedConvolutionParams,
    paddingValue,
    quantizer: quantizemlQuantizer('weight_quantizer', 'Quantizers of the kernel and the bias.'),
  },
  weights: (config, [input]) => [
    { name: 'kernel', shape: [...config.kernelSize, channelsOf(input), config.filters] },
    ...(config.useBias ? [{ name: 'bias', shape: [config.filters] }] : []),
  ],
  outputShape: (config, [input]) => convolutionShape(config, input, config.filters),
  forward: ({ config, weights, inputs }) => {
    const kernel = weightOf(weights, 'kernel');
    const cells = weights[PADDED_CELLS]?.data ?? new Float32Array(config.paddingValue ?? []);
    const isPadded = config.padding === 'same' && cells.some((value) => value !== 0);
    const input = isPadded ? padded(onlyInput(inputs), config, cells) : onlyInput(inputs);
    const padding = isPadded ? 'valid' : config.padding;
    const sums = convolve(input, kernel, { ...config, ...undilated, padding });
    return addBias(sums, weights['bias']);
  },
});

/** The input with the cells of "same" padding around it, which hold one value, or one a channel. */
function padded(input: Tensor, { kernelSize, strides }: Window, cells: Float32Array): Tensor {
  const [count = 0, sizeX = 0, sizeY = 0, channels = 0] = input.shape;
  const along = (size: number, axis: 0 | 1) => {
    const { output, before } = windowAxis(size, kernelSize[axis], strides[axis], 'same');
    const total = Math.max((output - 1) * strides[axis] + kernelSize[axis], size);
    return { before, total };
  };
  const [x, y] = [along(sizeX, 0), along(sizeY, 1)];
  const data = new Float32Array(count * x.total * y.total * channels);
  for (let i = 0; i < data.length; i++) data[i] = cells[(i % channels) % cells.length] ?? 0;
  const row = sizeY * channels;
  for (let n = 0; n < count; n++) {
    for (let at = 0; at < sizeX; at++) {
      const from = (n * sizeX + at) * row;
      const to = ((n * x.total + at + x.before) * y.total + y.before) * channels;
      data.set(input.data.subarray(from, from + row), to);
    }
  }
  return tensor(data, [count, x.total, y.total, channels]);
}
