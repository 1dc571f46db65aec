import type { TrainingRun } from '../../../store/slices/finetune.ts';

/** Curves of a training on one axis of steps: values of the training batches and of the epochs side by side. */
export interface Curves {
  readonly steps: readonly number[];
  readonly loss: readonly (number | null)[];
  readonly validationLoss: readonly (number | null)[];
  readonly accuracy: readonly (number | null)[];
  readonly validationAccuracy: readonly (number | null)[];
}

/** Merges the points of a training by their steps. */
export function curvesOf({ points, epochs }: Pick<TrainingRun, 'points' | 'epochs'>): Curves {
  const byStep = new Map(points.map((point) => [point.step, point]));
  const judged = new Map(epochs.map((epoch) => [epoch.step, epoch]));
  const steps = [...new Set([...byStep.keys(), ...judged.keys()])].sort((a, b) => a - b);
  return {
    steps,
    loss: steps.map((step) => byStep.get(step)?.loss ?? null),
    validationLoss: steps.map((step) => judged.get(step)?.validationLoss ?? null),
    accuracy: steps.map((step) => byStep.get(step)?.accuracy ?? null),
    validationAccuracy: steps.map((step) => judged.get(step)?.validationAccuracy ?? null),
  };
}
