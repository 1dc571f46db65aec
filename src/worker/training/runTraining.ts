import { fail, invariant } from '../../core/errors/diagnostic.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { restoreWeights, type Checkpoint } from '../../core/qat/checkpoint.ts';
import type { DataSource } from '../../core/qat/dataSource.ts';
import { evaluateGraph } from '../../core/qat/evaluateGraph.ts';
import { createTrainingGraph, type TrainingGraph } from '../../core/qat/trainingGraph.ts';
import { quantizeModel } from '../../core/quantize/quantizeModel.ts';
import { splitImages } from '../../core/data/splitImages.ts';
import { convertOptions } from '../coreOptions.ts';
import type { BitWidths } from '../plan.ts';
import { keepRun, type StoredCheckpoint, type StoredRun } from './browserStore.ts';
import type { PartResult, RecipeStep, TrainingOutcome, TrainingRequest } from './contract.ts';
import { imageSource } from './data/imageSource.ts';
import type { TrainingContext } from './methods/define.ts';
import { startBackend } from './startBackend.ts';
import { trainPart } from './trainPart.ts';

/**
 * Runs a training from its start, or from a kept state: every step of its recipe, each from the weights of the one before.
 * Stopping gives what was learned up to there.
 * @throws StudioError of the model, the data and the trainer
 */
export async function runTraining(
  run: StoredRun,
  kept: StoredCheckpoint | null,
  context: TrainingContext,
): Promise<TrainingOutcome> {
  const { request } = run;
  const { settings } = request;
  const { report, signal } = context;
  const { training, validation } = sources(request, context);
  if (training.count === 0) fail('qat/no-data', {});
  report({ kind: 'stage', text: 'Starting the backend', fraction: null });
  let backend = await startBackend(settings.backend, report);
  const teacher = teacherOf(request);
  const steps: readonly (RecipeStep | null)[] = settings.recipe ?? [null];
  const parts: PartResult[] = [...run.parts];
  let start = run.start;
  for (let part = run.part; part < steps.length; part++) {
    const step = steps[part] ?? null;
    const graph = trainingGraphOf(start, step?.bits ?? null, request);
    const resume = part === run.part ? kept : null;
    const before = resume ? run.before : await judge(graph, validation, context);
    report({ kind: 'part', part, bits: bitsAt(step, request), before });
    if (!resume) {
      const isKept = await keepRun({ ...run, part, start, before, parts });
      if (!isKept && part === 0) report({ kind: 'notice', notice: NOT_KEPT });
    }
    const end = await trainPart(
      {
        ...{ id: run.id, part, graph, teacher, training, validation },
        ...{ epochs: step?.epochs ?? settings.epochs, settings, resume, backend },
      },
      context,
    );
    ({ backend } = end);
    const stopped = end.result === null;
    const best = stopped ? bestOf(graph, end.checkpoint) : end.result;
    parts.push({
      bits: bitsAt(step, request),
      before,
      after: scoreOf(end.checkpoint, best.epoch),
      epoch: best.epoch,
    });
    start = graph.toGraph();
    if (stopped || signal.aborted) return { graph: start, parts, stopped: true };
  }
  return { graph: start, parts, stopped: false };
}

const NOT_KEPT = {
  tone: 'warning',
  text: 'This browser keeps no data for the studio: a reload will lose what was learned.',
} as const;

function sources(
  { settings }: TrainingRequest,
  { data }: TrainingContext,
): { readonly training: DataSource; readonly validation: DataSource | null } {
  const { images } = data();
  const split = splitImages(images.labels, settings.validationShare, settings.seed);
  const { flip, shift } = settings;
  return {
    training: imageSource(images, split.training, { flip, shift }),
    validation: split.validation.length > 0 ? imageSource(images, split.validation) : null,
  };
}

function teacherOf({ float, settings, conversion }: TrainingRequest): TrainingGraph | null {
  if (!settings.distillation || !float) return null;
  return createTrainingGraph(float, { ...convertOptions(conversion), mode: 'toolkit' });
}

function trainingGraphOf(
  start: ModelGraph,
  bits: BitWidths | null,
  { settings, conversion }: TrainingRequest,
): TrainingGraph {
  const { foldBatchNorm, quantizer, layers } = conversion;
  const options = { foldBatchNorm, layers, ...(quantizer === null ? {} : { quantizer }) };
  const graph = bits ? quantizeModel(start, { ...bits, ...options }) : start;
  return createTrainingGraph(graph, { ...convertOptions(conversion), mode: settings.mode });
}

function bitsAt(step: RecipeStep | null, { bits }: TrainingRequest): BitWidths | null {
  return step?.bits ?? bits;
}

async function judge(
  graph: TrainingGraph,
  validation: DataSource | null,
  { signal, report }: TrainingContext,
): Promise<number | null> {
  if (!validation) return null;
  const onProgress = (done: number, total: number) => {
    report({
      kind: 'stage',
      text: `Accuracy before training: image ${done} of ${total}`,
      fraction: done / total,
    });
  };
  return (await evaluateGraph(graph, validation, { signal, onProgress })).accuracy;
}

/** Leaves the graph with the best weights of a stopped training: of its best epoch, or the last ones before the first epoch ended. */
function bestOf(graph: TrainingGraph, checkpoint: Checkpoint | null): { readonly epoch: number } {
  if (!checkpoint) return { epoch: 0 };
  const { best } = checkpoint;
  restoreWeights(graph.parameters, best?.weights ?? checkpoint.weights);
  return { epoch: best?.epoch ?? checkpoint.epoch };
}

function scoreOf(checkpoint: Checkpoint | null, epoch: number): number | null {
  const result = checkpoint?.history.find((entry) => entry.epoch === epoch);
  if (!result) return null;
  invariant(result.epoch === epoch, 'an epoch of the history');
  return result.validationAccuracy ?? result.accuracy;
}
