import { sliceSamples } from '../../../core/forward/inputs.ts';
import { createTrainingGraph } from '../../../core/qat/trainingGraph.ts';
import { convertOptions } from '../../../project/coreOptions.ts';
import { unseal } from '../../rpc/sealed.ts';
import type { TrainingModels } from '../contract.ts';
import { startBackend } from '../startBackend.ts';
import { defineTrainingMethod } from './define.ts';

const BATCH = 64;

/** Classes that a model gives as its training sees it. @throws StudioError of the training graph and the backend */
export const predict = defineTrainingMethod(
  'predict',
  async ({ models, settings, conversion, images }, { report, signal }) => {
    const { quantized } = await unseal<TrainingModels>(models);
    await startBackend(settings.backend, report);
    const options = { ...convertOptions(conversion), mode: settings.mode };
    const run = createTrainingGraph(quantized, options).inference();
    const count = images.shape[0] ?? 0;
    const classes = new Int32Array(count);
    try {
      for (let from = 0; from < count; from += BATCH) {
        signal.throwIfAborted();
        const to = Math.min(from + BATCH, count);
        const logits = await run.logits(sliceSamples(images, from, to));
        const size = logits.length / (to - from);
        for (let i = from; i < to; i++) {
          const row = logits.subarray((i - from) * size, (i - from + 1) * size);
          classes[i] = row.indexOf(Math.max(...row));
        }
      }
    } finally {
      run.dispose();
    }
    return classes;
  },
);
