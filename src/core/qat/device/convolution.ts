import * as tf from '@tensorflow/tfjs-core';

/** How a convolution slides, NHWC. */
export interface Geometry {
  readonly strides: readonly [number, number];
  readonly padding: 'same' | 'valid';
  readonly dilationRate?: readonly [number, number];
}

type Shape4 = [number, number, number, number];

// The tape's gradients are not used: every stage states its own backward step, so that only what it needs is computed and kept.
const run = (kernel: string, inputs: tf.NamedTensorMap, attributes: object) =>
  tf.engine().runKernel<tf.Tensor4D>(kernel, inputs, attributes as tf.NamedAttrMap);

const attributesOf = ({ strides, padding, dilationRate = [1, 1] }: Geometry) => ({
  strides: [...strides],
  pad: padding,
  dataFormat: 'NHWC',
  dilations: [...dilationRate],
});

/** Convolution of float32 [batch, height, width, channels] with [kh, kw, channels, filters]. */
export function convolve(x: tf.Tensor4D, kernel: tf.Tensor4D, geometry: Geometry): tf.Tensor4D {
  return run(tf.Conv2D, { x, filter: kernel }, attributesOf(geometry));
}

/** Gradient of the kernel of `convolve`. */
export function convolutionKernelGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  kernelShape: readonly number[],
  geometry: Geometry,
): tf.Tensor4D {
  const attributes = { ...attributesOf(geometry), filterShape: kernelShape as Shape4 };
  return run(tf.Conv2DBackpropFilter, { x, dy }, attributes);
}

/** Gradient of the input of `convolve`. */
export function convolutionInputGradient(
  inputShape: readonly number[],
  dy: tf.Tensor4D,
  kernel: tf.Tensor4D,
  geometry: Geometry,
): tf.Tensor4D {
  const attributes = { ...attributesOf(geometry), inputShape: inputShape as Shape4 };
  return run(tf.Conv2DBackpropInput, { dy, filter: kernel }, attributes);
}

/** Channel by channel convolution with a kernel [kh, kw, channels, 1]. */
export function convolveDepthwise(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  geometry: Geometry,
): tf.Tensor4D {
  return run(tf.DepthwiseConv2dNative, { x, filter: kernel }, attributesOf(geometry));
}

/** Gradient of the kernel of `convolveDepthwise`. */
export function depthwiseKernelGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  kernelShape: readonly number[],
  geometry: Geometry,
): tf.Tensor4D {
  const attributes = { ...attributesOf(geometry), filterShape: kernelShape as Shape4 };
  return run(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, attributes);
}

/** Gradient of the input of `convolveDepthwise`. */
export function depthwiseInputGradient(
  inputShape: readonly number[],
  dy: tf.Tensor4D,
  kernel: tf.Tensor4D,
  geometry: Geometry,
): tf.Tensor4D {
  const attributes = { ...attributesOf(geometry), inputShape: inputShape as Shape4 };
  return run(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter: kernel }, attributes);
}
