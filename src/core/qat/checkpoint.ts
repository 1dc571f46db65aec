import { fail } from '../errors/diagnostic.ts';
import type { OptimizerName } from './optimizers/index.ts';
import type { OptimizerState } from './optimizers/define.ts';
import type { Parameter } from './stages/define.ts';

/** What one epoch gave. */
export interface EpochResult {
  /** From 1. */
  readonly epoch: number;
  /** Mean over the epoch's training batches, while they trained. */
  readonly loss: number;
  /** What the sparsity term added to it; 0 without one. */
  readonly penalty: number;
  readonly accuracy: number;
  /** On the validation data; null without. */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/** Weights by parameter key. */
export type WeightValues = Readonly<Record<string, Float32Array>>;

/**
 * Everything a training needs to go on where it stopped: plain numbers and arrays, so that IndexedDB, a worker message or a file can
 * hold it.
 */
export interface Checkpoint {
  readonly version: 1;
  readonly optimizer: OptimizerName;
  readonly weights: WeightValues;
  /** By moment, then by parameter key. */
  readonly moments: Readonly<Record<string, WeightValues>>;
  /** Optimizer updates done. */
  readonly step: number;
  /** Images a batch; absent: those of the options. */
  readonly batchSize?: number;
  /** Epochs finished. */
  readonly epoch: number;
  /** Batches done in the epoch under way, with what they gave. */
  readonly batch: number;
  readonly running: {
    readonly loss: number;
    /** Absent in checkpoints of before there was a sparsity term. */
    readonly penalty?: number;
    readonly correct: number;
    readonly images: number;
  };
  readonly seed: number;
  readonly history: readonly EpochResult[];
  /** Weights of the best epoch so far. */
  readonly best: {
    readonly score: number;
    readonly epoch: number;
    readonly weights: WeightValues;
  } | null;
}

/** The same place of a training with another number of images a batch: for a device that has too little memory. */
export function withBatchSize(checkpoint: Checkpoint, from: number, to: number): Checkpoint {
  const { batch, step } = checkpoint;
  const factor = from / to;
  return {
    ...checkpoint,
    batchSize: to,
    batch: Math.floor(batch * factor),
    step: Math.floor(step * factor),
  };
}

/** Copies of the master weights. */
export function copyWeights(parameters: readonly Parameter[]): WeightValues {
  return Object.fromEntries(parameters.map(({ key, value }) => [key, value.slice()]));
}

/** Puts saved weights into the parameters. @throws StudioError qat/wrong-checkpoint when they are not the same weights */
export function restoreWeights(parameters: readonly Parameter[], weights: WeightValues): void {
  const expected = parameters.map(({ key, value }) => `${key} (${value.length})`).sort();
  const received = Object.entries(weights)
    .map(([key, value]) => `${key} (${value.length})`)
    .sort();
  if (expected.join() !== received.join()) {
    fail('qat/wrong-checkpoint', {}, expected.join(', '), received.join(', '));
  }
  for (const { key, value } of parameters) value.set(weights[key] ?? value);
}

/** Copies of an optimizer's moments. */
export function copyMoments({ moments }: OptimizerState): Checkpoint['moments'] {
  return Object.fromEntries(
    Object.entries(moments).map(([name, rows]) => [
      name,
      Object.fromEntries([...rows].map(([key, values]) => [key, values.slice()])),
    ]),
  );
}

/** The optimizer state that a checkpoint holds. */
export function restoreState(checkpoint: Checkpoint): OptimizerState {
  const moments = Object.entries(checkpoint.moments).map(
    ([name, rows]) =>
      [name, new Map(Object.entries(rows).map(([key, values]) => [key, values.slice()]))] as const,
  );
  return { step: checkpoint.step, moments: Object.fromEntries(moments) };
}
