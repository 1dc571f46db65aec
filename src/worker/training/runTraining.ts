import { divisionOf } from '../../core/data/splitImages.ts';
import { dataParts } from '../../core/data/imageSet.ts';
import { inputScalingOf } from '../../core/analysis/inputScaling.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { blankPixel, imageSource, type DataSource } from '../../core/qat/dataSource.ts';
import {
  runRecipe,
  type RecipeCheckpoint,
  type RecipeStep,
  type RecipeStepResult,
} from '../../core/qat/runRecipe.ts';
import type { TrainOptions } from '../../core/qat/trainer.ts';
import { convertOptions, quantizeOptions } from '../../project/coreOptions.ts';
import { createCheckpointKeeper, type StoredRun } from './browserStore.ts';
import { type PartResult, type TrainingOutcome, type TrainingRequest } from './contract.ts';
import { deviceTrainer } from './deviceTrainer.ts';
import type { TrainingContext } from './methods/define.ts';
import { createProgressReporter } from './reportProgress.ts';
import { startBackend } from './startBackend.ts';

/** States are taken every so many steps. */
const CHECKPOINT_STEPS = 25;

/**
 * Runs a training from its start, or from a kept state, and tells the page of it. Stopping gives what was learned up to there.
 * @throws StudioError of the model, the data and the trainer
 */
export async function runTraining(
  run: Pick<StoredRun, 'id' | 'slot' | 'request'>,
  resume: RecipeCheckpoint | null,
  context: TrainingContext,
): Promise<TrainingOutcome & { readonly graph: ModelGraph }> {
  const { request } = run;
  const { quantized, float, settings, conversion } = request;
  const { report, signal, paused } = context;
  const { training, validation } = sources(request, context);
  if (training.count === 0) fail('qat/no-data', {});
  report({ kind: 'images', training: training.count, validation: validation?.count ?? 0 });
  report({ kind: 'stage', text: 'Starting the backend', fraction: null });
  const backend = await startBackend(settings.backend, report);
  const steps = stepsOf(request);
  let onProgress: TrainOptions['onProgress'];
  const results = await runRecipe(quantized, steps, training, {
    ...trainOptions(request),
    convert: convertOptions(conversion),
    fitActivations: settings.fitActivations,
    ...(validation ? { validation } : {}),
    ...(settings.distillation && float ? { teacherGraph: float } : {}),
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
      report({ kind: 'part', part, bits: bitsAt(part, request), before });
      onProgress = createProgressReporter(part, report);
    },
    onProgress: (progress) => onProgress?.(progress),
  });
  return {
    graph: results.at(-1)?.graph ?? quantized,
    parts: results.map((result, part) => partResult(result, bitsAt(part, request))),
    stopped: signal.aborted,
  };
}

function sources(
  { settings, quantized, conversion }: TrainingRequest,
  { data }: TrainingContext,
): { readonly training: DataSource; readonly validation: DataSource | null } {
  const { training, validation } = dataParts(data(), divisionOf(settings));
  const { flip, shift } = settings;
  const fill = blankPixel(inputScalingOf(quantized, convertOptions(conversion).inputScaling));
  return {
    training: imageSource(training.images, training.chosen, { flip, shift, fill }),
    validation:
      validation.chosen.length > 0 ? imageSource(validation.images, validation.chosen) : null,
  };
}

function stepsOf({ settings, conversion, quantized }: TrainingRequest): readonly RecipeStep[] {
  const { recipe, epochs } = settings;
  if (!recipe) return [{ quantize: null, epochs }];
  return recipe.map((step) => ({
    quantize: quantizeOptions(step.bits, conversion, quantized),
    epochs: step.epochs,
  }));
}

function trainOptions({ settings }: TrainingRequest) {
  const { mode, optimizer, schedule, learningRate, batchSize, seed, patience } = settings;
  return {
    ...{ mode, optimizer, learningRate, batchSize, seed, schedule: { type: schedule } },
    ...(patience === null ? {} : { patience }),
  };
}

function bitsAt(part: number, { settings, bits }: TrainingRequest): PartResult['bits'] {
  return settings.recipe?.[part]?.bits ?? bits;
}

function partResult(
  { history, epoch, accuracyBefore }: RecipeStepResult,
  bits: PartResult['bits'],
): PartResult {
  const kept = history.find((result) => result.epoch === epoch);
  return {
    bits,
    before: accuracyBefore,
    after: kept ? (kept.validationAccuracy ?? kept.accuracy) : null,
    on: (kept?.validationAccuracy ?? null) === null ? 'training' : 'validation',
    epoch: Math.floor(epoch),
  };
}
