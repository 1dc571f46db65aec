import * as tf from '@tensorflow/tfjs-core';
import { MAX_POTENTIAL, MIN_POTENTIAL } from '../../simulate/saturate.ts';
import { SATURATING_SUM } from '../wasm/elementwise.ts';
import { hasKernel } from './channelSum.ts';

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
