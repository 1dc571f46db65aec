import type { TrainingStatus } from '../../store/slices/finetune.ts';

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
