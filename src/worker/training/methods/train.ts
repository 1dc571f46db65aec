import { newId } from '../../newId.ts';
import { unseal } from '../../rpc/sealed.ts';
import { forgetRun } from '../browserStore.ts';
import type { TrainingModels } from '../contract.ts';
import { runTraining } from '../runTraining.ts';
import { sealWeights } from '../sealWeights.ts';
import { defineTrainingMethod } from './define.ts';

/** Trains on the open data set. @throws StudioError of the model, the data and the trainer */
export const train = defineTrainingMethod(
  'train',
  async ({ slot, models, weights, ...setup }, context) => {
    const request = { ...setup, ...(await unseal<TrainingModels>(models)) };
    await forgetRun(slot);
    const { graph, ...outcome } = await runTraining({ id: newId(), slot, request }, null, context);
    sealWeights(weights, graph);
    return outcome;
  },
);
