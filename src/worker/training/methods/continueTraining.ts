import { fail } from '../../../core/errors/diagnostic.ts';
import { readRun } from '../browserStore.ts';
import { runTraining } from '../runTraining.ts';
import { sealWeights } from '../sealWeights.ts';
import { defineTrainingMethod } from './define.ts';

/** Goes on from the last state that this browser keeps. @throws StudioError studio/no-checkpoint and those of `train` */
export const continueTraining = defineTrainingMethod(
  'continueTraining',
  async ({ slot, weights }, context) => {
    const { run, state } = (await readRun(slot)) ?? fail('studio/no-checkpoint', {});
    const { graph, ...outcome } = await runTraining(run, state, context);
    sealWeights(weights, graph);
    return outcome;
  },
);
