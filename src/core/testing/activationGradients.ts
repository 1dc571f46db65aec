import * as tf from '@tensorflow/tfjs-core';
import {
  quantizedActivation,
  quantizedActivationGradient,
} from '../qat/device/quantizedActivation.ts';
import { largestRelativeError, type ActivationCase } from './gradientCases.ts';

/** How far a backend is from the reference on one case, as shares of the largest expected value. */
export interface ActivationErrors {
  readonly name: string;
  readonly value: number;
  readonly gradient: number;
}

/**
 * Runs a quantized activation forward and backward on the current TensorFlow.js backend. Needs no files and no test runner: a page calls
 * it as well as a unit test.
 */
export async function activationErrors(activation: ActivationCase): Promise<ActivationErrors> {
  const { name, bits, step, x, upstream, y, gradient } = activation;
  const attributes = { levels: 2 ** bits - 1, unit: step, exact: false };
  // Two columns of the same: WebGL computes small tensors on the CPU, where they would test nothing.
  const column = (values: Float32Array) => tf.tile(tf.tensor(values, [values.length, 1]), [1, 2]);
  const results = tf.tidy(() => {
    const scale = {
      threshold: tf.fill<tf.Rank.R1>([2], Math.fround(step * 0.5)),
      width: tf.fill<tf.Rank.R1>([2], step),
    };
    const forward = quantizedActivation(column(x), scale, attributes);
    const backward = quantizedActivationGradient(column(x), scale, column(upstream), attributes);
    return [forward, backward].map((both) => tf.slice(both, [0, 0], [x.length, 1]));
  });
  const [value, back] = await Promise.all(results.map((result) => result.data<'float32'>()));
  tf.dispose(results);
  return {
    name,
    value: largestRelativeError(value ?? new Float32Array(), y),
    gradient: largestRelativeError(back ?? new Float32Array(), gradient),
  };
}
