import { studioStore } from '../studioStore.ts';
import { toast } from './interface.ts';

/** Says that a training ends because its model is about to make way. It keeps its last state until another is begun. */
export function leaveTraining(): void {
  const { model, trainingRun } = studioStore.getState();
  if (trainingRun?.status !== 'running' && trainingRun?.status !== 'paused') return;
  const name = model?.name ?? 'The model';
  toast({
    tone: 'neutral',
    text: `The training of ${name} was stopped. Open the model again at the same bits to go on with it under Fine-tune.`,
  });
}
