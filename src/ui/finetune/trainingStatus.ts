import { describePart, partWords } from '../../core/data/splitImages.ts';
import type { TrainingRun, TrainingStatus } from '../../store/slices/finetune.ts';
import type { StudioState } from '../../store/studioStore.ts';

/** Every state of a training in a word. */
export const statusWords: Readonly<
  Record<
    TrainingStatus,
    { readonly word: string; readonly tone: 'neutral' | 'accent' | 'ok' | 'error' }
  >
> = {
  preparing: { word: 'starting', tone: 'accent' },
  running: { word: 'running', tone: 'accent' },
  paused: { word: 'paused', tone: 'neutral' },
  stopping: { word: 'stopping', tone: 'neutral' },
  stopped: { word: 'stopped', tone: 'neutral' },
  interrupted: { word: 'interrupted', tone: 'neutral' },
  done: { word: 'done', tone: 'ok' },
  failed: { word: 'failed', tone: 'error' },
};

/** The worker is busy with it. */
export function isActive(status: TrainingStatus): boolean {
  return ['preparing', 'running', 'paused', 'stopping'].includes(status);
}

/** Which images the accuracy of a run and of its steps is measured on. */
export function imagesOf({ images, results }: Pick<TrainingRun, 'images' | 'results'>): string {
  const on = images
    ? images.validation > 0
      ? 'validation'
      : 'training'
    : (results.at(-1)?.on ?? 'validation');
  return images ? describePart(on, images[on]) : partWords(on);
}

/** There are images, and the worker is not busy with a calibration or with judging what was trained before. */
export function canTrain({
  trainingData,
  calibration,
  judging,
}: Pick<StudioState, 'trainingData' | 'calibration' | 'judging'>): boolean {
  return trainingData.status === 'open' && calibration?.status !== 'running' && judging === null;
}
