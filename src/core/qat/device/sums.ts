import * as tf from '@tensorflow/tfjs-core';
import { CHANNEL_SUM, SATURATING_SUM } from './elementwise.ts';
import { MAX_POTENTIAL, MIN_POTENTIAL } from '../../simulate/spikes.ts';

/** Sum over all axes but the last: the gradient of a bias. */
export function channelSum(x: tf.Tensor): tf.Tensor1D {
  if (hasKernel(CHANNEL_SUM)) return tf.engine().runKernel<tf.Tensor1D>(CHANNEL_SUM, { x });
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  return tf.sum(x, axes);
}

/** Whether the current backend has a kernel of ours. */
export function hasKernel(name: string): boolean {
  // getKernel answers undefined for an unknown kernel, whatever its type says.
  return Boolean(tf.getKernel(name, tf.getBackend()) as tf.KernelConfig | undefined);
}

/**
 * Sum of potentials over the image as the chip takes it: 20 bits hold it after every addition, first axis outermost.
 * @param potentials  integers in float32, [batch, height, width, channels]
 * @returns [batch, channels]
 * @source docs/reference/integer-semantics.md#saturation
 */
export function saturatingSum(potentials: tf.Tensor4D): tf.Tensor2D {
  if (hasKernel(SATURATING_SUM)) {
    return tf.engine().runKernel<tf.Tensor2D>(SATURATING_SUM, { x: potentials });
  }
  const [batch, height, width, channels] = potentials.shape;
  return tf.tidy(() => {
    let sum = tf.zeros([batch, channels]);
    const cells = tf.reshape(potentials, [batch, height * width, channels]);
    for (const cell of tf.unstack(cells, 1)) {
      sum = tf.clipByValue(tf.add(sum, cell), MIN_POTENTIAL, MAX_POTENTIAL);
    }
    return sum as tf.Tensor2D;
  });
}
