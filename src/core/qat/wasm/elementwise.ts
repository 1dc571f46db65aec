import type * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../tensor/tensor.ts';
import { kernelMemory } from './kernelMemory.ts';

/** Names of our own kernels; where a backend lacks them, ../device composes them of TensorFlow.js' operations. */
export const CHANNEL_SUM = 'StudioChannelSum';
export const QUANTIZE_ACTIVATION = 'StudioQuantizeActivation';
export const QUANTIZE_ACTIVATION_GRADIENT = 'StudioQuantizeActivationGradient';

/** Settings of the activation kernels, see ../assembly/quantizeActivation.ts. */
export interface ActivationAttributes {
  readonly levels: number;
  /** Value of one level. */
  readonly unit: number;
  /** True for integer potentials: the quotient in float64. */
  readonly exact: boolean;
}

function rowsAndChannels(shape: readonly number[]): readonly [number, number] {
  const channels = shape.at(-1) ?? 1;
  return [sizeOf(shape) / channels, channels];
}

/** Sum over all axes but the last. */
export const channelSum: tf.KernelConfig = {
  kernelName: CHANNEL_SUM,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const { x } = inputs as { readonly x: tf.TensorInfo };
    const { kernels, address, output } = kernelMemory(backend);
    const [rows, channels] = rowsAndChannels(x.shape);
    const result = output([channels]);
    kernels.channelSum(address(x), rows, channels, address(result));
    return result;
  },
};

export const quantizeActivation: tf.KernelConfig = {
  kernelName: QUANTIZE_ACTIVATION,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { x, threshold, width } = inputs as Record<'x' | 'threshold' | 'width', tf.TensorInfo>;
    const { levels, unit, exact } = attrs as unknown as ActivationAttributes;
    const { kernels, address, output } = kernelMemory(backend);
    const [rows, channels] = rowsAndChannels(x.shape);
    const result = output(x.shape);
    kernels.quantizeActivation(
      address(x),
      address(threshold),
      address(width),
      address(result),
      rows,
      channels,
      levels,
      unit,
      Number(exact),
    );
    return result;
  },
};

export const quantizeActivationGradient: tf.KernelConfig = {
  kernelName: QUANTIZE_ACTIVATION_GRADIENT,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { x, threshold, width, dy } = inputs as Record<
      'x' | 'threshold' | 'width' | 'dy',
      tf.TensorInfo
    >;
    const { levels, exact } = attrs as unknown as ActivationAttributes;
    const { kernels, address, output } = kernelMemory(backend);
    const [rows, channels] = rowsAndChannels(x.shape);
    const result = output(x.shape);
    kernels.quantizeActivationGradient(
      address(x),
      address(threshold),
      address(width),
      address(dy),
      address(result),
      rows,
      channels,
      levels,
      Number(exact),
    );
    return result;
  },
};
