import * as tf from '@tensorflow/tfjs-core';
import { fail } from '../../errors/diagnostic.ts';
import type { batchNormalization } from '../../layers/batchNormalization.ts';
import type { NodeOf } from '../../layers/define.ts';
import { channelSum } from '../device/sums.ts';
import type { TrainingStage } from './define.ts';
import { optionalParameter, parameterOf } from './parameters.ts';

/** Keras' default share of the old moving average. */
const MOMENTUM = 0.99;

/**
 * BatchNormalization on the last axis. While training it normalizes with the statistics of the batch and reports them for the moving
 * averages; otherwise it uses those.
 *     y = gamma * (x - mean) / sqrt(variance + epsilon) + beta
 *     dx = gamma / sqrt(variance + epsilon) * (dy - mean(dy) - xhat * mean(dy * xhat))
 * The moving variance of images takes in the unbiased variance, as TensorFlow's fused kernel does.
 * @source https://keras.io/api/layers/normalization_layers/batch_normalization/
 */
export function batchNormStage(node: NodeOf<typeof batchNormalization>): TrainingStage {
  const { axis, epsilon } = node.config;
  if (axis.length !== 1) fail('qat/not-trainable', { layer: node.name }, node.className);
  const { momentum: stated } = node.serialized;
  const momentum = typeof stated === 'number' ? stated : MOMENTUM;
  const gamma = optionalParameter(node, 'gamma');
  const beta = optionalParameter(node, 'beta');
  const movingMean = parameterOf(node, 'moving_mean', { momentum });
  const movingVariance = parameterOf(node, 'moving_variance', { momentum });
  const parameters = [gamma, beta, movingMean, movingVariance].filter((entry) => entry !== null);
  const scaled = (x: tf.Tensor, factor: tf.Tensor | undefined) => (factor ? tf.mul(x, factor) : x);
  return {
    name: node.name,
    parameters,
    upload: () =>
      Object.fromEntries(parameters.map(({ weight, value }) => [weight, tf.tensor1d(value)])),
    forward: (x, weights, pass) => {
      if (axis[0] !== -1 && axis[0] !== x.rank - 1) {
        fail('qat/not-trainable', { layer: node.name }, node.className);
      }
      const count = x.size / (x.shape.at(-1) ?? 1);
      const mean = pass.training
        ? tf.div(channelSum(x), count)
        : (weights['moving_mean'] as tf.Tensor);
      const centered = tf.sub(x, mean);
      const variance = pass.training
        ? tf.div(channelSum(tf.square(centered)), count)
        : (weights['moving_variance'] as tf.Tensor);
      const inverse = tf.rsqrt(tf.add(variance, epsilon));
      const normal = tf.mul(centered, inverse);
      if (pass.training) {
        pass.report(movingMean, mean);
        const unbiased = x.rank === 4 && count > 1 ? count / (count - 1) : 1;
        pass.report(movingVariance, tf.mul(variance, unbiased));
      }
      pass.tape?.push((dy, wantsInput) => {
        const sum = channelSum(dy);
        const product = channelSum(tf.mul(dy, normal));
        if (gamma) pass.report(gamma, product);
        if (beta) pass.report(beta, sum);
        if (!wantsInput) return null;
        const pulled = tf.sub(
          dy,
          tf.add(tf.div(sum, count), tf.mul(normal, tf.div(product, count))),
        );
        return tf.mul(pulled, scaled(inverse, weights['gamma']));
      });
      const output = scaled(normal, weights['gamma']);
      return weights['beta'] ? tf.add(output, weights['beta']) : output;
    },
  };
}
