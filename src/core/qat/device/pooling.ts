import * as tf from '@tensorflow/tfjs-core';

/** A max or average pool, NHWC. */
export interface Pool {
  readonly poolSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'same' | 'valid';
}

const attributesOf = ({ poolSize, strides, padding }: Pool): tf.NamedAttrMap => ({
  filterSize: [...poolSize],
  strides: [...strides],
  pad: padding,
});

/** Sizes of a pool, for kernels of ours. @param attrs  as TensorFlow.js hands them to a kernel of a pool */
export function poolInfoOf(
  { shape }: tf.TensorInfo,
  attrs: tf.NamedAttrMap | undefined,
): tf.backend_util.Conv2DInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as tf.MaxPoolGradAttrs;
  const size = shape as [number, number, number, number];
  return tf.backend_util.computePool2DInfo(size, filterSize, strides, 1, pad, dimRoundingMode);
}

/** Largest value of every window; padded cells are ignored. */
export function maxPool(x: tf.Tensor4D, pool: Pool): tf.Tensor4D {
  return tf.engine().runKernel<tf.Tensor4D>(tf.MaxPool, { x }, attributesOf(pool));
}

/** Gradient of `maxPool`: to the first largest cell of each window. @param y  what `maxPool` gave */
export function maxPoolGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  y: tf.Tensor4D,
  pool: Pool,
): tf.Tensor4D {
  const inputs = { dy, input: x, output: y };
  return tf.engine().runKernel<tf.Tensor4D>(tf.MaxPoolGrad, inputs, attributesOf(pool));
}

/** Mean of every window over its cells inside the image. */
export function averagePool(x: tf.Tensor4D, pool: Pool): tf.Tensor4D {
  return tf.engine().runKernel<tf.Tensor4D>(tf.AvgPool, { x }, attributesOf(pool));
}

/** Gradient of `averagePool`. */
export function averagePoolGradient(dy: tf.Tensor4D, x: tf.Tensor4D, pool: Pool): tf.Tensor4D {
  const inputs = { dy, input: x };
  return tf.engine().runKernel<tf.Tensor4D>(tf.AvgPoolGrad, inputs, attributesOf(pool));
}

/** Spreads a gradient [batch, channels] evenly over the cells it was summed from: [batch, height, width, channels]. */
export function spreadOverCells(
  dy: tf.Tensor,
  [batch = 1, height = 1, width = 1, channels = 1]: readonly number[],
  factor: number,
): tf.Tensor4D {
  const scaled = tf.mul(tf.reshape(dy, [batch, 1, 1, channels]), factor);
  // Broadcasting by a sum is ten times as fast as tf.tile on the wasm backend.
  return tf.add(tf.zeros<tf.Rank.R4>([batch, height, width, channels]), scaled);
}
