import * as tf from '@tensorflow/tfjs-core';
import { fail } from '../errors/diagnostic.ts';
import { applyGradients, initialState } from './optimizers/define.ts';
import {
  copyMoments,
  copyWeights,
  restoreState,
  restoreWeights,
  type Checkpoint,
  type EpochResult,
} from './checkpoint.ts';
import { batchCount, type DataSource } from './dataSource.ts';
import { DEFAULT_DISTILLATION, evaluateGraph, type Distillation } from './loss.ts';
import { optimizers, type OptimizerName } from './optimizers/index.ts';
import { scheduleFactor, type Schedule } from './schedules.ts';
import type { Teacher } from './teacher.ts';
import type { Batch, TrainingGraph } from './trainingGraph.ts';

/** Images a batch, where nobody says. */
export const DEFAULT_BATCH_SIZE = 128;

/** Settings of `trainGraph`. */
export interface TrainOptions {
  readonly epochs: number;
  /** Default: 128. */
  readonly batchSize?: number;
  /** Default: 5e-4. */
  readonly learningRate?: number;
  /** Default: adam. */
  readonly optimizer?: OptimizerName;
  /** Default: constant. */
  readonly schedule?: Schedule;
  /** Seed of order, augmentation and dropout. Default: 1. */
  readonly seed?: number;
  /** Evaluated after every epoch. */
  readonly validation?: DataSource;
  /**
   * Stop after so many epochs without a better validation accuracy: without validation data, a better training loss; with a sparsity term,
   * a better sum of it and the loss.
   */
  readonly patience?: number;
  /** End with the weights of the best epoch, not of the last. Default: true with validation data. */
  readonly keepBest?: boolean;
  /** A model whose outputs are learnt from too, and how. */
  readonly teacher?: Teacher | null;
  /** Default: half and half, at temperature 3. */
  readonly distillation?: Distillation;
  /** Goes on from there instead of from the start. */
  readonly resume?: Checkpoint | null;
  /** Gives the training up: it throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Ends the training early, with what it has learnt. */
  readonly stop?: AbortSignal;
  /** Stops between two steps while it says so. */
  readonly paused?: () => Promise<void> | null;
  readonly onProgress?: (progress: TrainProgress) => void;
  /** A state to go on from: after every epoch, and every `checkpointSteps` steps. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void | Promise<void>;
  readonly checkpointSteps?: number;
}

/** Where a training stands, after every step. */
export interface TrainProgress {
  /** Epoch under way, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done, of all. */
  readonly step: number;
  readonly steps: number;
  /** Of the last batch. */
  readonly batchLoss: number;
  /** Means of the epoch so far. */
  readonly loss: number;
  readonly accuracy: number;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  /** Seconds that the rest will take, by the speed so far. */
  readonly etaSeconds: number;
  /** Tensors and bytes that the backend holds. */
  readonly tensors: number;
  readonly bytes: number;
  /** Set after the last step of an epoch. */
  readonly finishedEpoch: EpochResult | null;
}

/** What a training gave. */
export interface TrainResult {
  readonly history: readonly EpochResult[];
  /** Epoch whose weights the graph has now; a fraction where a stop came in the middle of one. */
  readonly epoch: number;
  readonly checkpoint: Checkpoint;
  /** `stop` ended it. */
  readonly stopped: boolean;
}

/** How long training may hold the thread before waiting events get their turn. */
const TURN_MS = 40;

/**
 * Trains a graph in place. The same data, settings and seed give the same weights on the same backend, also when the training was cut
 * into pieces by checkpoints.
 * @throws StudioError qat/bad-setting, qat/no-data, qat/diverged, qat/wrong-checkpoint and those of `TrainingGraph.step`; the signal's
 *         reason when given up: `onCheckpoint` has then been given the state to go on from
 */
export async function trainGraph(
  graph: TrainingGraph,
  source: DataSource,
  options: TrainOptions,
): Promise<TrainResult> {
  checkOptions(source, options);
  const run = startRun(graph, source, options);
  let stopped = false;
  try {
    while (run.epoch < options.epochs && !run.hasEnded) await trainEpoch(run);
  } catch (error) {
    // Nothing learnt is lost: whatever stopped the training, its last whole step can be gone on from.
    if (run.isSound) await options.onCheckpoint?.(checkpointOf(run));
    stopped = run.isSound && isReasonOf(options.stop, error);
    if (!stopped) throw error;
  }
  const checkpoint = checkpointOf(run);
  const best = (options.keepBest ?? options.validation !== undefined) ? run.best : null;
  if (best) restoreWeights(graph.parameters, best.weights);
  const epoch = best?.epoch ?? run.epoch + run.batch / run.batches;
  return { history: run.history, epoch, checkpoint, stopped };
}

/** Whether an error is what a signal throws. */
export function isReasonOf(signal: AbortSignal | undefined, error: unknown): boolean {
  return signal?.aborted === true && error === signal.reason;
}

/** One signal for those that are there. */
export function anySignal(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}

/** What an epoch has gathered before its first batch. */
const NOTHING_YET = { loss: 0, penalty: 0, correct: 0, images: 0 };

function startRun(graph: TrainingGraph, source: DataSource, options: TrainOptions) {
  const name = options.resume?.optimizer ?? options.optimizer ?? 'adam';
  const optimizer = optimizers[name];
  const { resume } = options;
  if (resume) restoreWeights(graph.parameters, resume.weights);
  const batchSize = resume?.batchSize ?? options.batchSize ?? DEFAULT_BATCH_SIZE;
  return {
    graph,
    source,
    options,
    optimizerName: name,
    optimizer,
    state: resume ? restoreState(resume) : initialState(optimizer),
    batchSize,
    batches: batchCount(source, batchSize),
    seed: resume?.seed ?? options.seed ?? 1,
    epoch: resume?.epoch ?? 0,
    batch: resume?.batch ?? 0,
    running: { ...NOTHING_YET, ...resume?.running },
    history: [...(resume?.history ?? [])],
    best: resume?.best ?? null,
    signal: anySignal(options.signal, options.stop),
    /** No better for too long. */
    hasEnded: false,
    isSound: true,
    // Only what this run itself did counts for the speed.
    clock: { started: performance.now(), images: 0, turn: performance.now() },
  };
}

type Run = ReturnType<typeof startRun>;

async function trainEpoch(run: Run): Promise<void> {
  const { source, options, batchSize } = run;
  const teacher = options.teacher?.inference() ?? null;
  try {
    const epochOptions = {
      batchSize,
      seed: run.seed + run.epoch,
      skip: run.batch,
      training: true,
    };
    for await (const batch of source.batches(epochOptions)) {
      await takeTurn(run);
      const taught = teacher ? await teacher.logits(batch.images) : null;
      const { loss, learningRate } = await trainStep(run, batch, taught);
      const isLast = run.batch === run.batches;
      const finished = isLast ? await finishEpoch(run) : null;
      report(run, loss, learningRate, finished);
      if (isLast) resetEpoch(run);
      const { checkpointSteps } = options;
      if (isLast || (checkpointSteps && run.state.step % checkpointSteps === 0)) {
        await options.onCheckpoint?.(checkpointOf(run));
      }
    }
  } finally {
    teacher?.dispose();
  }
}

async function trainStep(run: Run, batch: Batch, taught: Float32Array | null) {
  const { graph, options, state } = run;
  const total = run.batches * options.epochs;
  const epoch = run.epoch + run.batch / run.batches;
  const factor = scheduleFactor(
    options.schedule ?? { type: 'constant' },
    state.step / total,
    epoch,
  );
  const learningRate = (options.learningRate ?? 5e-4) * factor;
  const distillation = options.distillation ?? DEFAULT_DISTILLATION;
  const result = await graph.step(batch, {
    seed: run.seed * 1_000_003 + state.step,
    teacher: taught && { logits: taught, distillation },
  });
  // Weights are left as they are: they are the last ones that made sense.
  const isFinite = [...result.gradients.values()].every((values) => values.every(Number.isFinite));
  if (!Number.isFinite(result.loss + result.penalty) || !isFinite)
    fail('qat/diverged', {}, state.step + 1);
  run.isSound = false;
  applyGradients(result.gradients, { optimizer: run.optimizer, state, learningRate });
  run.batch += 1;
  run.running.loss += result.loss * batch.labels.length;
  run.running.penalty += result.penalty * batch.labels.length;
  run.running.correct += result.correct;
  run.running.images += batch.labels.length;
  run.clock.images += batch.labels.length;
  run.isSound = true;
  return { loss: result.loss, learningRate };
}

/** Cancel, pause, and a turn for waiting events. */
async function takeTurn({ options, clock, signal }: Run): Promise<void> {
  signal.throwIfAborted();
  const pause = options.paused?.();
  if (pause) {
    const since = performance.now();
    await pause;
    clock.started += performance.now() - since;
    signal.throwIfAborted();
  }
  if (performance.now() - clock.turn < TURN_MS) return;
  await new Promise((resolve) => setTimeout(resolve, 0));
  clock.turn = performance.now();
  signal.throwIfAborted();
}

async function finishEpoch(run: Run): Promise<EpochResult> {
  const { options, running, graph, signal } = run;
  const { validation, patience } = options;
  const since = performance.now();
  const score = validation ? await evaluateGraph(graph, validation, { signal }) : null;
  run.clock.started += performance.now() - since;
  const result: EpochResult = {
    epoch: run.epoch + 1,
    loss: running.loss / running.images,
    penalty: running.penalty / running.images,
    accuracy: running.correct / running.images,
    validationLoss: score?.loss ?? null,
    validationAccuracy: score?.accuracy ?? null,
  };
  run.history.push(result);
  const rank = rankOf(result);
  if (!run.best || rank > run.best.score) {
    run.best = { score: rank, epoch: result.epoch, weights: copyWeights(graph.parameters) };
  }
  run.hasEnded = patience !== undefined && result.epoch - run.best.epoch >= patience;
  return result;
}

/**
 * How good an epoch is: its validation accuracy, or the training loss without validation data. A sparsity term counts as it did in the
 * loss: by accuracy alone the epoch in which it has done least would often be kept.
 */
function rankOf({ loss, penalty, validationLoss, validationAccuracy }: EpochResult): number {
  if (penalty > 0) return -((validationLoss ?? loss) + penalty);
  return validationAccuracy ?? -loss;
}

function resetEpoch(run: Run): void {
  run.epoch += 1;
  run.batch = 0;
  run.running = { ...NOTHING_YET };
}

function report(
  run: Run,
  batchLoss: number,
  learningRate: number,
  finishedEpoch: EpochResult | null,
): void {
  const { options, running, clock, source, batches } = run;
  if (!options.onProgress) return;
  const imagesPerSecond = (1000 * clock.images) / (performance.now() - clock.started);
  const left = (options.epochs - run.epoch) * source.count - running.images;
  const { numTensors, numBytes } = tf.memory();
  options.onProgress({
    epoch: run.epoch + 1,
    epochs: options.epochs,
    step: run.epoch * batches + run.batch,
    steps: batches * options.epochs,
    batchLoss,
    loss: running.loss / running.images,
    accuracy: running.correct / running.images,
    learningRate,
    imagesPerSecond,
    etaSeconds: left / imagesPerSecond,
    tensors: numTensors,
    bytes: numBytes,
    finishedEpoch,
  });
}

function checkpointOf(run: Run): Checkpoint {
  return {
    version: 1,
    optimizer: run.optimizerName,
    weights: copyWeights(run.graph.parameters),
    moments: copyMoments(run.state),
    step: run.state.step,
    batchSize: run.batchSize,
    epoch: run.epoch,
    batch: run.batch,
    running: { ...run.running },
    seed: run.seed,
    history: [...run.history],
    best: run.best,
  };
}

function checkOptions(source: DataSource, options: TrainOptions): void {
  if (source.count === 0) fail('qat/no-data', {});
  const { epochs, batchSize = DEFAULT_BATCH_SIZE, learningRate = 5e-4 } = options;
  const whole = (name: string, value: number) => {
    if (Number.isInteger(value) && value >= 1) return;
    fail('qat/bad-setting', {}, name, 'a whole number of at least 1', String(value));
  };
  whole('epochs', epochs);
  whole('batch size', batchSize);
  if (!(learningRate > 0) || !Number.isFinite(learningRate)) {
    fail('qat/bad-setting', {}, 'learning rate', 'a number above 0', String(learningRate));
  }
}
