import * as tf from '@tensorflow/tfjs-core';
import { HOYER_EPSILON, type Sparsity } from '../sparsity.ts';
import { plainStage, type TrainingStage } from './define.ts';

/** A term of the loss and its gradient with respect to the real values. */
interface Charged {
  readonly term: tf.Tensor;
  readonly gradient: tf.Tensor;
}

/**
 * Charges the loss for values that fire, and hands them on as they are. With S1 = sum |a|, S2 = sum a^2 + 1e-8 over the batch of N:
 *     hoyer:  weight / N * S1^2 / S2,   slope  weight / N * 2 * (S1 / S2) * (sign(a) - a * S1 / S2)
 *     l1:     weight / N * S1,          slope  weight / N * sign(a)
 * sign(0) = 0, as TensorFlow has it: what is silent is not pushed below.
 * @param unit  real value of one level of x: gradients between stages are those of the real values a = unit * x
 */
export function sparsityStage(name: string, sparsity: Sparsity, unit: number): TrainingStage {
  return plainStage(name, (x, pass) => {
    if (!pass.training) return { y: x, backward: (dy) => dy };
    const { term, gradient } = charged(x, sparsity, unit);
    pass.charge(term);
    return { y: x, backward: (dy) => tf.add(dy, gradient) };
  });
}

function charged(x: tf.Tensor, { kind, weight }: Sparsity, unit: number): Charged {
  const [count = 1] = x.shape;
  const share = weight / count;
  const sign = tf.sign(x);
  const s1 = tf.mul(sumOf(tf.abs(x)), unit);
  if (kind === 'l1') return { term: tf.mul(s1, share), gradient: tf.mul(sign, share) };
  const s2 = tf.add(tf.mul(sumOf(tf.square(x)), unit * unit), HOYER_EPSILON);
  const ratio = tf.div(s1, s2);
  const pull = tf.sub(sign, tf.mul(x, tf.mul(ratio, unit)));
  return {
    term: tf.mul(tf.mul(ratio, s1), share),
    gradient: tf.mul(pull, tf.mul(ratio, 2 * share)),
  };
}

/** Image by image first: a float32 sum over a whole batch of spikes could stop growing at 2^24. */
function sumOf(x: tf.Tensor): tf.Tensor {
  const [count = 1] = x.shape;
  return tf.sum(tf.sum(tf.reshape(x, [count, x.size / count]), 1));
}
