import type * as tf from '@tensorflow/tfjs-core';
import { MAX_POTENTIAL, MIN_POTENTIAL } from '../../simulate/spikes.ts';
import { sizeOf } from '../../tensor/tensor.ts';
import { kernelMemory } from './kernels.ts';

/** Names of our own kernels; where a backend lacks them, ../device composes them of TensorFlow.js' operations. */
export const CHANNEL_SUM = 'StudioChannelSum';
export const QUANTIZE_ACTIVATION = 'StudioQuantizeActivation';
export const QUANTIZE_ACTIVATION_GRADIENT = 'StudioQuantizeActivationGradient';
export const SATURATING_SUM = 'StudioSaturatingSum';

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

/** Sum over the cells of each image, held in 20 bits after every addition: see ../device/saturatingSum.ts. */
export const saturatingSum: tf.KernelConfig = {
  kernelName: SATURATING_SUM,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const { x } = inputs as { readonly x: tf.TensorInfo };
    const { kernels, address, output } = kernelMemory(backend);
    const [batch = 0, height = 1, width = 1, channels = 1] = x.shape;
    const result = output([batch, channels]);
    const cells = height * width;
    const bounds = [MIN_POTENTIAL, MAX_POTENTIAL];
    kernels.saturatingSum(address(x), address(result), batch, cells, channels, ...bounds);
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
