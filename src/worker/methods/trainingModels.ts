import { fail } from '../../core/errors/diagnostic.ts';
import { modelTrio } from '../modelTrio.ts';
import { defineMethod } from './define.ts';

/** The open model as training starts from it. @throws StudioError studio/not-converted */
export const trainingModels = defineMethod('trainingModels', ({ plan }, { document }) => {
  const { quantized, float } = modelTrio(document(), plan, 'Fine-tune');
  return { quantized: quantized ?? fail('studio/not-converted', {}, 'Fine-tune'), float };
});
