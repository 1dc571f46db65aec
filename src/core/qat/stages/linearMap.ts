import * as tf from '@tensorflow/tfjs-core';
import {
  convolutionInputGradient,
  convolutionKernelGradient,
  convolve,
  type Geometry,
} from '../device/convolution.ts';

/** A linear map with one kernel: a convolution, or a dense layer. */
export interface LinearMap {
  readonly apply: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor;
  readonly kernelGradient: (x: tf.Tensor, dy: tf.Tensor) => tf.Tensor;
  readonly inputGradient: (x: tf.Tensor, dy: tf.Tensor, kernel: tf.Tensor) => tf.Tensor;
}

/** Convolution with a kernel [kh, kw, channels, filters]. */
export function convolutionMap(kernelShape: readonly number[], geometry: Geometry): LinearMap {
  return {
    apply: (x, kernel) => convolve(x as tf.Tensor4D, kernel as tf.Tensor4D, geometry),
    kernelGradient: (x, dy) =>
      convolutionKernelGradient(x as tf.Tensor4D, dy as tf.Tensor4D, kernelShape, geometry),
    inputGradient: (x, dy, kernel) =>
      convolutionInputGradient(x.shape, dy as tf.Tensor4D, kernel as tf.Tensor4D, geometry),
  };
}

/**
 * Product of vectors [..., channels] with a matrix [channels, units], as a 1x1 convolution: the kernels that the wasm backend
 * has for it are the fast ones.
 */
export function denseMap([channels = 1, units = 1]: readonly number[]): LinearMap {
  const geometry = { strides: [1, 1], padding: 'valid' } as const;
  const map = convolutionMap([1, 1, channels, units], geometry);
  const pixels = (x: tf.Tensor): tf.Tensor4D =>
    tf.reshape(x, [x.size / (x.shape.at(-1) ?? 1), 1, 1, x.shape.at(-1) ?? 1]);
  const cell = (kernel: tf.Tensor) => tf.reshape(kernel, [1, 1, channels, units]);
  return {
    apply: (x, kernel) =>
      tf.reshape(map.apply(pixels(x), cell(kernel)), [...x.shape.slice(0, -1), units]),
    kernelGradient: (x, dy) =>
      tf.reshape(map.kernelGradient(pixels(x), pixels(dy)), [channels, units]),
    inputGradient: (x, dy, kernel) =>
      tf.reshape(map.inputGradient(pixels(x), pixels(dy), cell(kernel)), x.shape),
  };
}
