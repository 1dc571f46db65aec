import * as tf from '@tensorflow/tfjs-core';
import { CHANNEL_SUM } from '../wasm/elementwise.ts';

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
