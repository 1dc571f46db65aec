import { newId } from '../../newId.ts';
import { forgetRun } from '../browserStore.ts';
import { runTraining } from '../runTraining.ts';
import { defineTrainingMethod } from './define.ts';

/** Trains on the open data set. @throws StudioError of the model, the data and the trainer */
export const train = defineTrainingMethod('train', async ({ slot, ...request }, context) => {
  await forgetRun(slot);
  return runTraining({ id: newId(), slot, request }, null, context);
});
