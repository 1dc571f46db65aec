import type { ConvertOptions } from '../convert/convertGraph.ts';
import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isQuantizedNeural } from '../layers/layerGroups.ts';
import { fitActivations } from '../calibrate/fitActivations.ts';
import { defaultBatchSize, kerasInputs } from '../forward/inputs.ts';
import { inputScalingOf } from '../analysis/inputScaling.ts';
import { quantizeModel, type QuantizeOptions } from '../quantize/quantizeModel.ts';
import type { Checkpoint, EpochResult } from './checkpoint.ts';
import type { DataSource } from './dataSource.ts';
import { evaluateGraph } from './loss.ts';
import { anySignal, isReasonOf, trainGraph, type TrainOptions } from './trainer.ts';
import { createTeacher, type Teacher } from './teacher.ts';
import { createTrainingGraph, requireClasses, type TrainingMode } from './trainingGraph.ts';

/** Images that ranges are fitted to, fewer where a layer is large: each brings thousands of values to every activation. */
const FITTING_IMAGES = 64;

/** One step of a progressive fine-tuning: bitwidths, then so many epochs at them; not a step of the optimizer, which is one batch. */
export interface RecipeStep {
  /** Bitwidths; null trains the model as it is. */
  readonly quantize: QuantizeOptions | null;
  readonly epochs: number;
  /** Default: the one of the whole recipe. */
  readonly learningRate?: number;
}

/** What one step of a recipe gave. */
export interface RecipeStepResult {
  readonly step: RecipeStep;
  /** Accuracy on the validation data after quantization, before training, and after it; null without such data. */
  readonly accuracyBefore: number | null;
  readonly accuracyAfter: number | null;
  readonly history: readonly EpochResult[];
  /** Epoch whose weights were kept; a fraction where a stop came in the middle of one. */
  readonly epoch: number;
  /** The model after the step. */
  readonly graph: ModelGraph;
}

/** Settings of `runRecipe`: those of each training, and of the training graph. */
export interface RecipeOptions extends Omit<
  TrainOptions,
  'epochs' | 'resume' | 'onCheckpoint' | 'teacher'
> {
  readonly mode: TrainingMode;
  readonly convert?: ConvertOptions;
  /** Fit the ranges of activations to the training images before every step that quantizes. Default: leave them. */
  readonly fitActivations?: boolean;
  /** Model whose outputs are learnt from too, of any shape of graph: the float model, or the one that it was made from. */
  readonly teacherGraph?: ModelGraph;
  /** What trains each step. Default: `trainGraph`; a page gives one that survives what happens to its device. */
  readonly train?: typeof trainGraph;
  /** Before a step is worked out (null), and after it. */
  readonly onStep?: (index: number, result: RecipeStepResult | null) => void;
  /** Validation images done, while the accuracy before a step is found. */
  readonly onScore?: (done: number, total: number) => void;
  /** Layers done, while the ranges of activations are fitted. */
  readonly onFit?: (done: number, total: number) => void;
  /** A step's training begins or goes on. */
  readonly onTraining?: (index: number, accuracyBefore: number | null) => void;
  /** Goes on from there instead of from the start. */
  readonly resume?: RecipeCheckpoint | null;
  /** A state to go on from: before each step's training, then as often as `TrainOptions.onCheckpoint`. */
  readonly onCheckpoint?: (checkpoint: RecipeCheckpoint) => void | Promise<void>;
}

/** Where a recipe stands: plain data, as `Checkpoint`. */
export interface RecipeCheckpoint {
  /** Of the finished steps. */
  readonly results: readonly RecipeStepResult[];
  /** Of the step under way. */
  readonly accuracyBefore: number | null;
  /** Null before its first update. */
  readonly training: Checkpoint | null;
}

/**
 * Fine-tunes a model step by step towards few bits: each step quantizes what the step before has learnt, and trains it.
 * @param graph  float or quantized Keras model
 * @returns one result a step; the last one holds the final model. Fewer where `stop` ended it, then with what was learnt up to there
 * @throws StudioError of `quantizeModel`, `fitActivations`, `createTrainingGraph` and `trainGraph`; the signal's reason when given up, or when stopped
 *         before there was anything to learn
 * @example runRecipe(graph, recipeOf('8/4/4 8/4/2 8/2/2', 1), data, { mode: 'chip' })
 */
export async function runRecipe(
  graph: ModelGraph,
  steps: readonly RecipeStep[],
  source: DataSource,
  options: RecipeOptions,
): Promise<readonly RecipeStepResult[]> {
  const { teacherGraph, convert = {}, onStep, resume, stop } = options;
  if (steps.length === 0) fail('qat/bad-setting', {}, 'recipe', 'at least one step', 'no step');
  const teacher = teacherGraph ? createTeacher(teacherGraph, graph, convert) : null;
  const results = [...(resume?.results ?? [])];
  for (const [index, step] of steps.entries()) {
    if (index < results.length) continue;
    onStep?.(index, null);
    const begun = index === resume?.results.length ? resume : null;
    try {
      const run = { index, step, start: results.at(-1)?.graph ?? graph, results, begun, teacher };
      const { stopped, ...result } = await runRecipeStep(run, source, options);
      results.push(result);
      onStep?.(index, result);
      if (stopped) break;
    } catch (error) {
      // Stopped between two steps: what the ones before have learnt stays.
      if (results.length === 0 || !isReasonOf(stop, error)) throw error;
      break;
    }
  }
  return results;
}

interface RecipeStepRun {
  readonly index: number;
  readonly step: RecipeStep;
  /** What the step quantizes. */
  readonly start: ModelGraph;
  readonly results: readonly RecipeStepResult[];
  /** The step's own state to go on from. */
  readonly begun: RecipeCheckpoint | null;
  readonly teacher: Teacher | null;
}

async function runRecipeStep(
  { index, step, start, results, begun, teacher }: RecipeStepRun,
  source: DataSource,
  options: RecipeOptions,
): Promise<RecipeStepResult & { readonly stopped: boolean }> {
  const { mode, convert = {}, train = trainGraph, onScore, onTraining, onCheckpoint } = options;
  const { validation, signal, stop } = options;
  const quantized = await quantizedFor(step, start, source, options);
  if (mode === 'chip' && !quantized.layers.some(isQuantizedNeural)) fail('qat/not-quantized', {});
  requireClasses(quantized);
  const target = createTrainingGraph(quantized, { mode, ...convert });
  const score = async () => {
    if (!validation) return null;
    const settings = { signal: anySignal(signal, stop), ...(onScore && { onProgress: onScore }) };
    return (await evaluateGraph(target, validation, settings)).accuracy;
  };
  const accuracyBefore = begun ? begun.accuracyBefore : await score();
  onTraining?.(index, accuracyBefore);
  const keep = (training: Checkpoint | null) =>
    onCheckpoint?.({ results: [...results], accuracyBefore, training });
  if (!begun) await keep(null);
  const { history, epoch, stopped } = await train(target, source, {
    ...options,
    epochs: step.epochs,
    ...(step.learningRate === undefined ? {} : { learningRate: step.learningRate }),
    teacher,
    resume: begun?.training ?? null,
    onCheckpoint: keep,
  });
  const kept = history.find((result) => result.epoch === epoch);
  const accuracyAfter = kept?.validationAccuracy ?? null;
  return { step, accuracyBefore, accuracyAfter, history, epoch, graph: target.toGraph(), stopped };
}

/** The model that a step trains. The same data and seed give the same one: what a checkpoint goes on from. */
async function quantizedFor(
  { quantize }: RecipeStep,
  start: ModelGraph,
  source: DataSource,
  { convert = {}, fitActivations: isFitted = false, seed = 1, onFit, signal, stop }: RecipeOptions,
): Promise<ModelGraph> {
  if (!quantize) return start;
  const quantized = quantizeModel(start, quantize);
  if (!isFitted) return quantized;
  const batchSize = Math.min(Math.max(defaultBatchSize(quantized), 8), FITTING_IMAGES);
  const fitting = { batchSize, seed, training: true };
  for await (const { images } of source.batches(fitting)) {
    const scaling = inputScalingOf(quantized, convert.inputScaling);
    const samples = kerasInputs(quantized, images, scaling);
    const options = { signal: anySignal(signal, stop), ...(onFit && { onProgress: onFit }) };
    return (await fitActivations(quantized, samples, options)).graph;
  }
  return quantized;
}

/**
 * Steps from a text of bitwidths, input weights / weights / activations.
 * @param text  for example "8/4/4 8/4/2 8/2/2", or "8/4/4:2 8/2/2:3@1e-4" with epochs and learning rates
 * @param epochs  of steps that state none
 * @throws StudioError qat/bad-setting
 */
export function recipeOf(text: string, epochs: number): readonly RecipeStep[] {
  return text
    .trim()
    .split(/[\s,>]+/)
    .map((entry) => {
      const match = /^(\d)\/(\d)\/(\d)(?::(\d+))?(?:@([\d.e-]+))?$/.exec(entry);
      const learningRate = match?.[5] === undefined ? null : Number(match[5]);
      if (!match || (learningRate !== null && !(learningRate > 0))) {
        fail('qat/bad-setting', {}, 'recipe', 'steps like 8/4/4, 8/4/4:2 or 8/4/4:2@1e-4', entry);
      }
      const [, input, weights, activations, count] = match;
      return {
        quantize: {
          inputWeightBits: Number(input),
          weightBits: Number(weights),
          activationBits: Number(activations),
        },
        epochs: count === undefined ? epochs : Number(count),
        ...(learningRate === null ? {} : { learningRate }),
      };
    });
}
