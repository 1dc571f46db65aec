import * as tf from '@tensorflow/tfjs-core';

/** How a convolution slides, NHWC. */
export interface Geometry {
  readonly strides: readonly [number, number];
  readonly padding: 'same' | 'valid';
  readonly dilationRate?: readonly [number, number];
}

/** A linear map with one kernel: a convolution, or a dense layer. */
export interface LinearMap {
  readonly apply: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor;
  readonly kernelGradient: (x: tf.Tensor, dy: tf.Tensor) => tf.Tensor;
  readonly inputGradient: (x: tf.Tensor, dy: tf.Tensor, kernel: tf.Tensor) => tf.Tensor;
}

/** Names of the backend's kernels for a convolution and its two gradients. */
interface KernelNames {
  readonly apply: string;
  readonly kernelGradient: string;
  readonly inputGradient: string;
}

const FULL: KernelNames = {
  apply: tf.Conv2D,
  kernelGradient: tf.Conv2DBackpropFilter,
  inputGradient: tf.Conv2DBackpropInput,
};

const DEPTHWISE: KernelNames = {
  apply: tf.DepthwiseConv2dNative,
  kernelGradient: tf.DepthwiseConv2dNativeBackpropFilter,
  inputGradient: tf.DepthwiseConv2dNativeBackpropInput,
};

/** Convolution of float32 [batch, height, width, channels] with a kernel [kh, kw, channels, filters]. */
export function convolutionMap(kernelShape: readonly number[], geometry: Geometry): LinearMap {
  return mapOf(FULL, kernelShape, geometry);
}

/** Channel by channel convolution with a kernel [kh, kw, channels, 1]. */
export function depthwiseMap(kernelShape: readonly number[], geometry: Geometry): LinearMap {
  return mapOf(DEPTHWISE, kernelShape, geometry);
}

// The tape's gradients are not used: every stage states its own backward step, so that only what it needs is computed and kept.
function mapOf(
  names: KernelNames,
  kernelShape: readonly number[],
  { strides, padding, dilationRate = [1, 1] }: Geometry,
): LinearMap {
  const run = (kernel: string, inputs: tf.NamedTensorMap, shapes: object = {}): tf.Tensor =>
    tf.engine().runKernel(kernel, inputs, {
      strides: [...strides],
      pad: padding,
      dataFormat: 'NHWC',
      dilations: [...dilationRate],
      ...shapes,
    });
  return {
    apply: (x, filter) => run(names.apply, { x, filter }),
    kernelGradient: (x, dy) => run(names.kernelGradient, { x, dy }, { filterShape: kernelShape }),
    inputGradient: (x, dy, filter) =>
      run(names.inputGradient, { dy, filter }, { inputShape: x.shape }),
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
