import {
  addBias,
  convolve,
  convolveDepthwise,
  pointwiseGeometry,
  type ConvolutionGeometry,
} from '../kernels/convolve.ts';
import type { WeightMap } from '../ir/graph.ts';
import { windowAxis } from '../tensor/window.ts';
import type { Shape, Tensor } from '../tensor/tensor.ts';
import { weightOf } from './define.ts';
import { int, oneOf, pair, ParamError, bool, activationName } from './params.ts';

/** Parameters that Keras' 2-D convolutions share. */
export const convolutionParams = {
  kernelSize: pair('kernel_size', 'Height and width of the window.'),
  strides: pair('strides', 'Step of the window along height and width.', [1, 1]),
  padding: oneOf(
    'padding',
    '"same" keeps the size (divided by the stride), "valid" adds no cells.',
    ['valid', 'same'],
    'valid',
  ),
  dataFormat: oneOf(
    'data_format',
    'Order of the axes.',
    ['channels_last', 'channels_first'],
    'channels_last',
  ),
  dilationRate: pair('dilation_rate', 'Spacing of the window cells.', [1, 1]),
  groups: int('groups', 'Number of channel groups convolved apart.', 1),
  activation: activationName('activation', 'Activation applied to the output.'),
  useBias: bool('use_bias', 'Whether a bias is added per filter.', true),
} as const;

/** What the quantized layers, which lack these parameters, leave at Keras' defaults. */
export const undilated = { dilationRate: [1, 1], groups: 1 } as const;

/** Parameters of the quantized convolutions: those of Keras less what cnn2snn fixes to its default. */
export const quantizedConvolutionParams = {
  kernelSize: convolutionParams.kernelSize,
  strides: convolutionParams.strides,
  padding: convolutionParams.padding,
  useBias: convolutionParams.useBias,
} as const;

interface Windowed {
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'same' | 'valid';
  readonly dilationRate?: readonly [number, number];
  readonly dataFormat?: 'channels_last' | 'channels_first';
}

/** Splits a 4-D shape into height, width and channels by data format. @throws ParamError for another rank */
export function imageShape(
  shape: Shape | undefined,
  dataFormat: 'channels_last' | 'channels_first' = 'channels_last',
): { height: number | null; width: number | null; channels: number | null } {
  if (shape?.length !== 4)
    throw new ParamError('an input of shape (batch, height, width, channels)', shape);
  const [, a = null, b = null, c = null] = shape;
  return dataFormat === 'channels_last'
    ? { height: a, width: b, channels: c }
    : { height: b, width: c, channels: a };
}

/** Input channels, which must be known. @throws ParamError */
export function channelsOf(
  shape: Shape | undefined,
  dataFormat?: 'channels_last' | 'channels_first',
): number {
  const { channels } = imageShape(shape, dataFormat);
  if (channels === null) throw new ParamError('a known number of channels', shape);
  return channels;
}

/** Output shape of a 2-D convolution with `filters` outputs. */
export function convolutionShape(
  config: Windowed,
  input: Shape | undefined,
  filters: number,
): Shape {
  const { height, width } = imageShape(input, config.dataFormat);
  const along = (size: number | null, axis: 0 | 1): number | null => {
    if (size === null) return null;
    const window = (config.kernelSize[axis] - 1) * (config.dilationRate?.[axis] ?? 1) + 1;
    const { output } = windowAxis(size, window, config.strides[axis], config.padding);
    if (output < 1) throw new ParamError(`an input of at least ${window} cells`, size);
    return output;
  };
  const batch = input?.[0] ?? null;
  const [h, w] = [along(height, 0), along(width, 1)];
  return config.dataFormat === 'channels_first' ? [batch, filters, h, w] : [batch, h, w, filters];
}

/**
 * A depthwise convolution, then a 1x1 convolution with bias.
 * @param input  float32 [batch, height, width, channels]
 * @returns float32 [batch, outHeight, outWidth, filters]
 */
export function separableConvolution(
  input: Tensor,
  weights: WeightMap,
  geometry: Omit<ConvolutionGeometry, 'groups'>,
): Tensor {
  const depthwise = convolveDepthwise(input, weightOf(weights, 'depthwise_kernel'), geometry);
  const mixed = convolve(depthwise, weightOf(weights, 'pointwise_kernel'), pointwiseGeometry);
  return addBias(mixed, weights['bias']);
}

/** Output shape of a layer that changes height and width alone. @throws ParamError when nothing is left */
export function resizedShape(
  dataFormat: 'channels_last' | 'channels_first',
  input: Shape | undefined,
  resize: (size: number, axis: 0 | 1) => number,
): Shape {
  const { height, width, channels } = imageShape(input, dataFormat);
  const along = (size: number | null, axis: 0 | 1): number | null => {
    if (size === null) return null;
    const resized = resize(size, axis);
    if (resized < 1) throw new ParamError('at least one row and column left', resized);
    return resized;
  };
  const batch = input?.[0] ?? null;
  const [h, w] = [along(height, 0), along(width, 1)];
  return dataFormat === 'channels_first' ? [batch, channels, h, w] : [batch, h, w, channels];
}
