import { inChannelsLast } from '../kernels/transpose.ts';
import type { PoolGeometry } from '../kernels/pool.ts';
import { windowAxis } from '../tensor/window.ts';
import { tensor, type Shape, type Tensor } from '../tensor/tensor.ts';
import { imageShape } from './convolution.ts';
import { bool, nullablePair, oneOf, pair, ParamError } from './params.ts';
import { onlyInput } from './shapes.ts';

/** Parameters that Keras' 2-D pools share. */
export const poolParams = {
  poolSize: pair('pool_size', 'Height and width of the window.', [2, 2]),
  strides: nullablePair('strides', 'Step of the window; none = the pool size.'),
  padding: oneOf(
    'padding',
    '"same" pads at the end, "valid" drops what does not fit.',
    ['valid', 'same'],
    'valid',
  ),
  dataFormat: oneOf(
    'data_format',
    'Order of the axes.',
    ['channels_last', 'channels_first'],
    'channels_last',
  ),
} as const;

export interface PoolConfig {
  readonly poolSize: readonly [number, number];
  readonly strides: readonly [number, number] | null;
  readonly padding: 'same' | 'valid';
  readonly dataFormat: 'channels_last' | 'channels_first';
}

/** Output shape of a 2-D pool. @throws ParamError when the window does not fit */
export function poolShape(config: PoolConfig, [input]: readonly Shape[]): Shape {
  const { height, width, channels } = imageShape(input, config.dataFormat);
  const strides = config.strides ?? config.poolSize;
  const along = (size: number | null, axis: 0 | 1): number | null => {
    if (size === null) return null;
    const { output } = windowAxis(size, config.poolSize[axis], strides[axis], config.padding);
    if (output < 1)
      throw new ParamError(`an input of at least ${config.poolSize[axis]} cells`, size);
    return output;
  };
  const batch = input?.[0] ?? null;
  const [h, w] = [along(height, 0), along(width, 1)];
  return config.dataFormat === 'channels_first' ? [batch, channels, h, w] : [batch, h, w, channels];
}

/** Runs a pooling kernel with a layer's parameters. */
export function poolForward(
  pool: (input: Tensor, geometry: PoolGeometry) => Tensor,
): (context: { readonly config: PoolConfig; readonly inputs: readonly Tensor[] }) => Tensor {
  return ({ config, inputs }) =>
    inChannelsLast(config.dataFormat, onlyInput(inputs), (input) =>
      pool(input, { ...config, strides: config.strides ?? config.poolSize }),
    );
}

/** Parameters that Keras' global 2-D pools share. */
export const globalPoolParams = {
  dataFormat: poolParams.dataFormat,
  keepdims: bool('keepdims', 'Whether the pooled axes stay, with size 1.', false),
} as const;

export interface GlobalPoolConfig {
  readonly dataFormat: 'channels_last' | 'channels_first';
  readonly keepdims: boolean;
}

/** Output shape of a pool over the whole image. */
export function globalPoolShape(config: GlobalPoolConfig, [input]: readonly Shape[]): Shape {
  const { channels } = imageShape(input, config.dataFormat);
  const batch = input?.[0] ?? null;
  if (!config.keepdims) return [batch, channels];
  return config.dataFormat === 'channels_first' ? [batch, channels, 1, 1] : [batch, 1, 1, channels];
}

/** Runs a pooling kernel over the whole image. */
export function globalPoolForward(
  pool: (input: Tensor, geometry: PoolGeometry) => Tensor,
): (context: {
  readonly config: GlobalPoolConfig;
  readonly inputs: readonly Tensor[];
  readonly outputShape: readonly number[];
}) => Tensor {
  return ({ config, inputs, outputShape }) => {
    const pooled = inChannelsLast(config.dataFormat, onlyInput(inputs), (input) => {
      const [, height = 1, width = 1] = input.shape;
      const size = [height, width] as const;
      return pool(input, { poolSize: size, strides: size, padding: 'valid' });
    });
    return tensor(pooled.data, outputShape);
  };
}
