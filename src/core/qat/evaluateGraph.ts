import type { DataSource } from './dataSource.ts';
import { fail } from '../errors/diagnostic.ts';
import { scoreLogits } from './lossGradient.ts';
import type { TrainingGraph } from './trainingGraph.ts';

/** How a model does on a data set. */
export interface Score {
  /** Mean cross-entropy. */
  readonly loss: number;
  /** Share of images that got their class, 0 .. 1. */
  readonly accuracy: number;
}

/** Settings of `evaluateGraph`. */
export interface EvaluateOptions {
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
  { batchSize = BATCH_SIZE, signal, onProgress }: EvaluateOptions = {},
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
