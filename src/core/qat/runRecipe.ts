import type { ConvertOptions } from '../convert/convertGraph.ts';
import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isQuantizedNeural } from '../calibrate/chainSamples.ts';
import { quantizeModel, type QuantizeOptions } from '../quantize/quantizeModel.ts';
import type { Checkpoint, EpochResult } from './checkpoint.ts';
import type { DataSource } from './dataSource.ts';
import { evaluateGraph } from './evaluateGraph.ts';
import { trainGraph, type TrainOptions } from './trainer.ts';
import { createTrainingGraph, type TrainingMode } from './trainingGraph.ts';

/** One step of a progressive fine-tuning: bitwidths, then so many epochs at them. */
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
  /** Model whose outputs are learnt from too; usually the float model. */
  readonly teacherGraph?: ModelGraph;
  /** Before a step (null) and after it. */
  readonly onStep?: (index: number, result: RecipeStepResult | null) => void;
  /** Goes on from there instead of from the start. */
  readonly resume?: RecipeCheckpoint;
  /** A state to go on from: as often as `TrainOptions.onCheckpoint`. */
  readonly onCheckpoint?: (checkpoint: RecipeCheckpoint) => void | Promise<void>;
}

/** Where a recipe stands: plain data, as `Checkpoint`. */
export interface RecipeCheckpoint {
  /** Of the finished steps. */
  readonly results: readonly RecipeStepResult[];
  /** Of the step under way. */
  readonly accuracyBefore: number | null;
  readonly training: Checkpoint;
}

/**
 * Fine-tunes a model step by step towards few bits: each step quantizes what the step before has learnt, and trains it.
 * @param graph  float or quantized Keras model
 * @returns one result a step; the last one holds the final model
 * @throws StudioError of `quantizeModel`, `createTrainingGraph` and `trainGraph`; the signal's reason when cancelled
 * @example runRecipe(graph, recipeOf('8/4/4 8/4/2 8/2/2', 1), data, { mode: 'chip' })
 */
export async function runRecipe(
  graph: ModelGraph,
  steps: readonly RecipeStep[],
  source: DataSource,
  options: RecipeOptions,
): Promise<readonly RecipeStepResult[]> {
  const { mode, convert = {}, teacherGraph, onStep, resume, onCheckpoint, ...training } = options;
  if (steps.length === 0) fail('qat/bad-setting', {}, 'recipe', 'at least one step', 'no step');
  const teacher =
    teacherGraph && createTrainingGraph(teacherGraph, { mode: 'toolkit', ...convert });
  const results = [...(resume?.results ?? [])];
  let current = results.at(-1)?.graph ?? graph;
  for (const [index, step] of steps.entries()) {
    if (index < (resume?.results.length ?? 0)) continue;
    onStep?.(index, null);
    const quantized = step.quantize ? quantizeModel(current, step.quantize) : current;
    if (mode === 'chip' && !quantized.layers.some(isQuantizedNeural)) {
      fail('qat/not-quantized', {});
    }
    const target = createTrainingGraph(quantized, { mode, ...convert });
    const score = async () => {
      if (!training.validation) return null;
      const { signal } = training;
      return (await evaluateGraph(target, training.validation, signal ? { signal } : {})).accuracy;
    };
    const goesOn = index === resume?.results.length ? resume : null;
    const accuracyBefore = goesOn ? goesOn.accuracyBefore : await score();
    const { history } = await trainGraph(target, source, {
      ...training,
      epochs: step.epochs,
      ...(step.learningRate === undefined ? {} : { learningRate: step.learningRate }),
      ...(teacher ? { teacher } : {}),
      ...(goesOn ? { resume: goesOn.training } : {}),
      ...(onCheckpoint
        ? {
            onCheckpoint: (checkpoint: Checkpoint) =>
              onCheckpoint({ results: [...results], accuracyBefore, training: checkpoint }),
          }
        : {}),
    });
    current = target.toGraph();
    const result = { step, accuracyBefore, accuracyAfter: await score(), history, graph: current };
    results.push(result);
    onStep?.(index, result);
  }
  return results;
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
