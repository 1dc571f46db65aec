import { studioStore } from '../studioStore.ts';
import { trainingClient } from '../trainingClient.ts';
import { toast } from './interface.ts';

/**
 * Ends what is being trained or calibrated, when its model is about to make way. A training keeps its last state until another is
 * begun.
 */
export function leaveTraining(): void {
  const { model, trainingRun } = studioStore.getState();
  trainingClient.stop();
  if (trainingRun?.status !== 'running' && trainingRun?.status !== 'paused') return;
  const name = model?.name ?? 'The model';
  toast({
    tone: 'neutral',
    text: `The training of ${name} was stopped. Open the model again at the same bits to go on with it under Fine-tune.`,
  });
}

/** Tells, from now on, whether the model that is open now still is. */
export function whileOpen(): () => boolean {
  const { model } = studioStore.getState();
  return () => studioStore.getState().model === model;
}
