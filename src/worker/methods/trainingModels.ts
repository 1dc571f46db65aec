import { fail } from '../../core/errors/diagnostic.ts';
import { modelTrio } from '../../project/modelTrio.ts';
import { seal } from '../rpc/sealed.ts';
import type { TrainingModels } from '../training/contract.ts';
import { defineMethod } from './define.ts';

/** Hands the open model over as training starts from it. @throws StudioError studio/not-converted */
export const trainingModels = defineMethod(
  'trainingModels',
  ({ plan, withFloat, to }, { document }) => {
    const { quantized, float } = modelTrio(document(), plan, 'Fine-tune');
    const models: TrainingModels = {
      quantized: quantized ?? fail('studio/not-converted', {}, 'Fine-tune'),
      float: withFloat ? float : null,
    };
    // Copied: both models stay in use here.
    seal(to, models);
    return null;
  },
);
