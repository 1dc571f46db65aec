import { forgetRun } from '../browserStore.ts';
import { runTraining } from '../runTraining.ts';
import { defineTrainingMethod } from './define.ts';

/** Trains on the open data set. @throws StudioError of the model, the data and the trainer */
export const train = defineTrainingMethod('train', async (request, context) => {
  await forgetRun();
  const run = {
    id: crypto.randomUUID(),
    request,
    part: 0,
    start: request.quantized,
    before: null,
    parts: [],
  };
  return runTraining(run, null, context);
});
