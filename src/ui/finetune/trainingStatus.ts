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
export function imagesOf({ images }: Pick<TrainingRun, 'images'>): string {
  return images ? describePart('validation', images.validation) : partWords('validation');
}

/** There are images, and the worker is not busy with a calibration or with judging what was trained before. */
export function canTrain({
  trainingData,
  calibration,
  judging,
}: Pick<StudioState, 'trainingData' | 'calibration' | 'judging'>): boolean {
  return trainingData.status === 'open' && calibration?.status !== 'running' && judging === null;
}

/** A share as people read accuracy: 97.5 %. */
export function formatAccuracy(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A time on the chip: 0.34 ms, 12.3 ms. */
export function formatMilliseconds(milliseconds: number): string {
  const digits = milliseconds >= 100 ? 0 : milliseconds >= 10 ? 1 : milliseconds >= 0.1 ? 2 : 3;
  return `${milliseconds.toFixed(digits)} ms`;
}

/** A loss with the digits that still mean something. */
export function formatLoss(loss: number): string {
  return loss >= 10 ? loss.toFixed(1) : loss >= 1 ? loss.toFixed(2) : loss.toFixed(3);
}

/** A time to wait: 8 s, 2 min 5 s, 1 h 20 min. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return whole % 60 > 0 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  return `${whole} s`;
}

/** How many images a part has: a number, or none. */
export function formatPart(images: number): string {
  return images === 0 ? 'none' : formatCount(images);
}

/** A count with thin spaces between thousands: 12 000. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
