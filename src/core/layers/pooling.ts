import { windowAxis } from '../tensor/window.ts';
import type { Shape } from '../tensor/tensor.ts';
import { imageShape } from './convolution.ts';
import { nullablePair, oneOf, pair, ParamError } from './params.ts';

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
