import { fail } from '../../../core/errors/diagnostic.ts';
import { readRun } from '../browserStore.ts';
import { runTraining } from '../runTraining.ts';
import { defineTrainingMethod } from './define.ts';

/** Goes on from the last state that this browser keeps. @throws StudioError studio/no-checkpoint and those of `train` */
export const continueTraining = defineTrainingMethod('continueTraining', async (_, context) => {
  const { run, state } = (await readRun()) ?? fail('studio/no-checkpoint', {});
  return runTraining(run, state, context);
});
