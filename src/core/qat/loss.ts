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
 *     (p(z) - labels) * (1 - a) / N  +  (p(z / T) - p(t / T)) * a * T / N,   p: softmax; of a single logit, sigmoid
 * @param labels  one-hot, [batch, classes]; of a single logit 0 or 1, [batch, 1]
 * @param teacher  logits t of the teacher with what they weigh; null without one
 * @source Hinton, Vinyals, Dean: Distilling the Knowledge in a Neural Network, https://arxiv.org/abs/1503.02531
 */
export function lossGradient(
  logits: tf.Tensor2D,
  labels: tf.Tensor2D,
  teacher: { readonly logits: tf.Tensor2D; readonly distillation: Distillation } | null,
): tf.Tensor2D {
  const [count, outputs] = logits.shape;
  const probabilities = (z: tf.Tensor2D): tf.Tensor2D =>
    outputs === 1 ? tf.sigmoid(z) : tf.softmax(z);
  const hard = tf.sub(probabilities(logits), labels);
  if (!teacher) return tf.div(hard, count);
  const { weight, temperature } = teacher.distillation;
  const soft = tf.sub(
    probabilities(tf.div(logits, temperature)),
    probabilities(tf.div(teacher.logits, temperature)),
  );
  return tf.add(tf.mul(hard, (1 - weight) / count), tf.mul(soft, (weight * temperature) / count));
}

/**
 * Sum of the cross-entropies of a batch, and how many images got their class, in float64.
 *     loss = sum over images of log(sum(exp(z))) - z[label];   of a single logit z: log(1 + exp(z)) - z * label, class 1 where z > 0
 * @param logits  [count * outputs]
 * @source a single logit: tf.nn.sigmoid_cross_entropy_with_logits
 */
export function scoreLogits(
  logits: Float32Array,
  labels: Int32Array,
): { readonly loss: number; readonly correct: number } {
  const outputs = logits.length / labels.length;
  let loss = 0;
  let correct = 0;
  labels.forEach((label, i) => {
    const row = logits.subarray(i * outputs, (i + 1) * outputs);
    if (outputs === 1) {
      const [z = 0] = row;
      loss += Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));
      if (z > 0 === (label === 1)) correct++;
      return;
    }
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

/** @throws StudioError qat/unlabelled-class for a label that the model has no output for */
export function checkLabel(label: number, classes: number): void {
  if (label < 0 || label >= classes) fail('qat/unlabelled-class', {}, label, classes);
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
      for (const label of labels) checkLabel(label, graph.classes);
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
