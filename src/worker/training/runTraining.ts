import { fail } from '../../core/errors/diagnostic.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { runRecipe, type RecipeCheckpoint } from '../../core/qat/runRecipe.ts';
import type { TrainOptions } from '../../core/qat/trainer.ts';
import type { TrainingOutcome } from '../../project/training/request.ts';
import {
  bitsOfPart,
  partResults,
  recipeOptions,
  recipeSteps,
  trainingSources,
} from '../../project/training/setUp.ts';
import { createCheckpointKeeper, type StoredRun } from './browserStore.ts';
import { deviceTrainer } from './deviceTrainer.ts';
import type { TrainingContext } from './methods.ts';
import { createProgressReporter } from './reportProgress.ts';
import { startBackend } from './startBackend.ts';

/** Steps between two checkpoints. */
const CHECKPOINT_STEPS = 25;

/**
 * Runs a training from its start, or from a stored state, and reports to the page. When it is stopped, it returns what was learned so far.
 * @throws StudioError of the model, the data and the trainer
 */
export async function runTraining(
  run: Pick<StoredRun, 'id' | 'slot' | 'request'>,
  resume: RecipeCheckpoint | null,
  context: TrainingContext,
): Promise<TrainingOutcome & { readonly graph: ModelGraph }> {
  const { request } = run;
  const { quantized, teacher, settings, conversion } = request;
  const { report, signal, paused, data } = context;
  const { training, validation } = trainingSources(request, data());
  if (training.count === 0) fail('qat/no-data', {});
  report({ kind: 'images', training: training.count, validation: validation?.count ?? 0 });
  report({ kind: 'stage', text: 'Starting the backend', fraction: null });
  const backend = await startBackend(settings.backend, report);
  const steps = recipeSteps(settings, conversion, quantized);
  let onProgress: TrainOptions['onProgress'];
  const results = await runRecipe(quantized, steps, training, {
    ...recipeOptions(settings, conversion, teacher),
    ...(validation ? { validation } : {}),
    train: deviceTrainer(backend, report),
    stop: signal,
    paused,
    resume,
    checkpointSteps: CHECKPOINT_STEPS,
    onCheckpoint: createCheckpointKeeper(run, context),
    onFit: (done, total) => {
      report({ kind: 'stage', text: 'Fitting activation levels', fraction: done / total });
    },
    onScore: (done, total) => {
      const text = `Accuracy before training: validation image ${done} of ${total}`;
      report({ kind: 'stage', text, fraction: done / total });
    },
    onTraining: (part, before) => {
      report({ kind: 'part', part, bits: bitsOfPart(part, request), before });
      onProgress = createProgressReporter(part, report);
    },
    onProgress: (progress) => onProgress?.(progress),
  });
  return {
    graph: results.at(-1)?.graph ?? quantized,
    parts: partResults(results, request),
    stopped: signal.aborted,
  };
}
