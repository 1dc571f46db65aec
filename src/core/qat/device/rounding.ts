import * as tf from '@tensorflow/tfjs-core';

/**
 * Rounds up, as the toolkit does to let gradients through: x + (ceil(x) - x). In float32 the result can miss the integer by the last
 * bit, and the clip behind it then stops the gradient: the reference's gradients show it.
 * @source cnn2snn 2.3.6 quantization_ops.py, ceil_through (Apache-2.0)
 */
export function ceilThrough(x: tf.Tensor): tf.Tensor {
  return tf.add(x, tf.sub(tf.ceil(x), x));
}
