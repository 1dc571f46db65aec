import * as tf from '@tensorflow/tfjs-core';
import type { DataSource } from './dataSource.ts';
import { fail } from '../errors/diagnostic.ts';
import type { TrainingGraph } from './trainingGraph.ts';

/** Learning from another model's outputs beside the labels. */
export interface Distillation {
  /** Share of the teacher in the loss, 0 .. 1. */
  readonly weight: number;
  /** Both models' logits are divided by it: higher values show more of what the teacher thinks of the other classes. */
  readonly temperature: number;
}

export const DEFAULT_DISTILLATION: Distillation = { weight: 0.5, temperature: 3 };

/**
 * Gradient of the mean loss over a batch with respect to its logits z:
 *     (softmax(z) - labels) * (1 - a) / N  +  (softmax(z / T) - softmax(t / T)) * a * T / N
 * @param labels  one-hot, [batch, classes]
 * @param teacher  logits t of the teacher with what they weigh; null without one
 * @source Hinton, Vinyals, Dean: Distilling the Knowledge in a Neural Network, https://arxiv.org/abs/1503.02531
 */
export function lossGradient(
  logits: tf.Tensor2D,
  labels: tf.Tensor2D,
  teacher: { readonly logits: tf.Tensor2D; readonly distillation: Distillation } | null,
): tf.Tensor2D {
  const count = logits.shape[0];
  const hard = tf.sub(tf.softmax(logits), labels);
  if (!teacher) return tf.div(hard, count);
  const { weight, temperature } = teacher.distillation;
  const soft = tf.sub(
    tf.softmax(tf.div(logits, temperature)),
    tf.softmax(tf.div(teacher.logits, temperature)),
  );
  return tf.add(tf.mul(hard, (1 - weight) / count), tf.mul(soft, (weight * temperature) / count));
}

/**
 * Sum of the softmax cross-entropies of a batch, and how many images got their class, in float64.
 *     loss = sum over images of log(sum(exp(z))) - z[label]
 * @param logits  [count * classes]
 */
export function scoreLogits(
  logits: Float32Array,
  labels: Int32Array,
): { readonly loss: number; readonly correct: number } {
  const classes = logits.length / labels.length;
  let loss = 0;
  let correct = 0;
  labels.forEach((label, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    let best = 0;
    row.forEach((value, n) => {
      if (value > (row[best] as number)) best = n;
    });
    const largest = row[best] as number;
    const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
    loss += largest + Math.log(sum) - (row[label] as number);
    if (best === label) correct++;
  });
  return { loss, correct };
}

/** How a model does on a data set. */
export interface Score {
  /** Mean cross-entropy. */
  readonly loss: number;
  /** Share of images that got their class, 0 .. 1. */
  readonly accuracy: number;
}

/** Settings of `evaluateGraph`. */
export interface EvaluateGraphOptions {
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

const BATCH_SIZE = 256;

/**
 * Runs all images of a source through a model as it is now.
 * @throws StudioError qat/image-shape, qat/unlabelled-class, qat/no-data; the signal's reason when cancelled
 */
export async function evaluateGraph(
  graph: TrainingGraph,
  source: DataSource,
  { batchSize = BATCH_SIZE, signal, onProgress }: EvaluateGraphOptions = {},
): Promise<Score> {
  const run = graph.inference();
  let [loss, correct, done] = [0, 0, 0];
  try {
    for await (const { images, labels } of source.batches({
      batchSize,
      seed: 0,
      training: false,
    })) {
      signal?.throwIfAborted();
      const odd = labels.find((label) => label < 0 || label >= graph.classes);
      if (odd !== undefined) fail('qat/unlabelled-class', {}, odd, graph.classes);
      const score = scoreLogits(await run.logits(images), labels);
      loss += score.loss;
      correct += score.correct;
      done += labels.length;
      onProgress?.(done, source.count);
    }
  } finally {
    run.dispose();
  }
  if (done === 0) fail('qat/no-data', {});
  return { loss: loss / done, accuracy: correct / done };
}
