import * as tf from '@tensorflow/tfjs-core';
import { convolutionMap, type LinearMap } from '../device/convolution.ts';

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
