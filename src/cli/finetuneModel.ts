import { convertModel } from '../core/convert/convertModel.ts';
import type { Dataset } from '../core/data/readDataset.ts';
import { describePart } from '../core/data/splitImages.ts';
import { fail } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { datasetSource } from '../core/qat/dataSource.ts';
import { evaluateGraph, DEFAULT_DISTILLATION } from '../core/qat/loss.ts';
import type { OptimizerName } from '../core/qat/optimizers/index.ts';
import {
  prepareBackend,
  prepareFirstBackend,
  type BackendName,
} from '../core/qat/prepareBackend.ts';
import {
  recipeOf,
  runRecipe,
  type RecipeStep,
  type RecipeStepResult,
} from '../core/qat/runRecipe.ts';
import type { Schedule } from '../core/qat/schedules.ts';
import { sparsityOf } from '../core/qat/sparsity.ts';
import type { TrainProgress } from '../core/qat/trainer.ts';
import {
  createTrainingGraph,
  type TrainingGraphOptions,
  type TrainingMode,
} from '../core/qat/trainingGraph.ts';
import { pixelReading } from '../project/floatInputs.ts';
import { convertOptions } from '../project/options.ts';
import { ENDINGS, outputStem } from '../project/outputNames.ts';
import type { TrainingSettings } from '../project/training/request.ts';
import { augmentationOf, effortOfStep, recipeOptions } from '../project/training/setUp.ts';
import type { Effort } from '../project/effort.ts';
import { runnable } from '../project/training/teacher.ts';
import {
  settingsOf,
  type InputArguments,
  type ModelArgument,
  type OutputArgument,
} from './arguments.ts';
import type { CliIo, CommandIo } from './command.ts';
import { inputPaths, writeOutputs } from './files.ts';
import {
  countsOf,
  FINETUNE,
  finetuneData,
  sharedOf,
  type FinetuneDataArguments,
} from './finetuneData.ts';
import { inputsAsked, tellScaling, type InputRangeArgument } from './inputRange.ts';
import { formatTable } from './formatTable.ts';
import { resultPath } from './modelFolder.ts';
import { loadKeras } from './models.ts';
import { checkKerasOutput, checkOutput, kerasBytes, outputKinds } from './outputs.ts';
import { progressBar, type ProgressBar } from './progressBar.ts';

/** What `cnn2snn finetune` is given. */
export interface FinetuneArguments
  extends
    ModelArgument,
    OutputArgument,
    FinetuneDataArguments,
    InputRangeArgument,
    Pick<InputArguments, 'scale' | 'shift'> {
  readonly weight_quantization?: number | null;
  readonly activ_quantization?: number | null;
  readonly input_weight_quantization?: number | null;
  readonly recipe?: string | null;
  readonly fit_activations: boolean;
  readonly epochs: number;
  readonly batch_size: number;
  readonly learning_rate: number;
  readonly optimizer: OptimizerName;
  readonly schedule: Schedule['type'];
  readonly patience?: number | null;
  readonly sparsity?: string | null;
  readonly mode: TrainingMode;
  readonly distill?: number | null;
  readonly teacher?: string | null;
  readonly flip: boolean;
  readonly shift_pixels: number;
  readonly backend?: BackendName | null;
}

/**
 * Trains a model as the command line says and writes the result. In a file of its own: TensorFlow.js takes a while to load, and no other
 * command needs it.
 * @returns the exit code
 */
export async function finetuneModel(args: FinetuneArguments, io: CommandIo): Promise<number> {
  const files = [args.images, args.validation ?? [], args.test ?? []].flat();
  const inputs = inputPaths(args.model, files);
  const steps = stepsOf(args);
  // Before anything is read: a text that means nothing is no reason to wait.
  if (typeof args.sparsity === 'string') sparsityOf(args.sparsity);
  const output = args.output ?? outputOf(resultPath(args.model), steps);
  checkOutput(output, outputKinds.keras, inputs);
  const isQuantized = steps.some(({ quantize }) => quantize !== null);
  if (isQuantized) checkKerasOutput(output, 'quantized');
  const graph = await loadKeras(args.model);
  checkKerasOutput(output, graph);
  const teacherGraph = await teacherOf(args, graph);
  const { range, scaling } = pixelReading(inputsAsked(args, FINETUNE), graph);
  const data = finetuneData(args, range);
  const { training, validation, test } = data;
  const backend = await backendOf(args.backend ?? null);
  io.err(`Training on ${backend}: ${countsOf(data)}\n${sharedOf(data)}`);
  const conversion = settingsOf(scaling ? { scale: scaling[0], shift: scaling[1] } : args);
  if (args.input_range && scaling) io.err(tellScaling(scaling));
  const settings = trainingSettings(args, teacherGraph !== null);
  const report = startReport(io, steps, describePart('validation', validation.labels.length));
  const results = await runRecipe(
    graph,
    steps,
    datasetSource(training, augmentationOf(settings, conversion, graph)),
    {
      ...recipeOptions(settings, conversion, teacherGraph),
      validation: datasetSource(validation),
      ...(typeof args.distill === 'number'
        ? { distillation: { ...DEFAULT_DISTILLATION, weight: args.distill } }
        : {}),
      signal: io.signal,
      ...report,
    },
  ).finally(report.end);
  const trained = results.at(-1)?.graph ?? graph;
  writeOutputs([{ path: output, bytes: await kerasBytes(trained, output) }], inputs);
  const told = results.map((result) => ({ ...result, effort: effortOfStep(result, conversion) }));
  io.out(`${asText(told, validation)}\n`);
  const options = { mode: args.mode, ...convertOptions(conversion) };
  const tests = test && (await tested(trained, test, options, io));
  if (tests) io.out(`${testLine(tests)}\n`);
  io.out(`Fine-tuned to ${output}\n`);
  // The trained model is on the disk before a value that the chip cannot hold is reported.
  convertModel(trained, convertOptions(conversion));
  io.result({ output, steps: told.map(stepResult), test: tests });
  return 0;
}

/** The arguments as the studio keeps its settings. */
function trainingSettings(args: FinetuneArguments, distillation: boolean): TrainingSettings {
  return {
    mode: args.mode,
    optimizer: args.optimizer,
    schedule: args.schedule,
    epochs: args.epochs,
    batchSize: args.batch_size,
    learningRate: args.learning_rate,
    patience: args.patience ?? null,
    distillation,
    flip: args.flip,
    shift: args.shift_pixels,
    validationShare: args.split,
    testShare: args.test_split,
    seed: args.seed,
    backend: args.backend ?? 'auto',
    recipe: null,
    fitActivations: args.fit_activations,
    sparsity: typeof args.sparsity === 'string' ? sparsityOf(args.sparsity) : null,
  };
}

function stepsOf(args: FinetuneArguments): readonly RecipeStep[] {
  const { weight_quantization: weightBits, activ_quantization, input_weight_quantization } = args;
  const hasBits = [weightBits, activ_quantization, input_weight_quantization].some(
    (bits) => typeof bits === 'number',
  );
  if (typeof args.recipe === 'string') {
    if (hasBits) fail('cli/usage', {}, '--recipe states the bitwidths itself', FINETUNE);
    return recipeOf(args.recipe, args.epochs);
  }
  if (!hasBits) {
    if (args.fit_activations)
      fail(
        'cli/usage',
        {},
        '--fit-activations needs bitwidths: -wq, -aq, -iq or --recipe',
        FINETUNE,
      );
    return [{ quantize: null, epochs: args.epochs }];
  }
  const weights = weightBits ?? 4;
  const quantize = {
    weightBits: weights,
    activationBits: activ_quantization ?? 4,
    inputWeightBits: input_weight_quantization ?? weights,
  };
  return [{ quantize, epochs: args.epochs }];
}

function outputOf(model: string, steps: readonly RecipeStep[]): string {
  const last = steps.at(-1)?.quantize;
  const bits = last && { ...last, inputWeightBits: last.inputWeightBits ?? last.weightBits };
  return `${outputStem(model, bits ?? null)}${ENDINGS.finetuned}`;
}

async function teacherOf(args: FinetuneArguments, graph: ModelGraph): Promise<ModelGraph | null> {
  if (typeof args.teacher === 'string') return runnable(await loadKeras(args.teacher));
  return typeof args.distill === 'number' ? graph : null;
}

/** What a step gave, and what an inference took before and after it. */
interface ToldStep extends RecipeStepResult {
  readonly effort: ReturnType<typeof effortOfStep>;
}

function stepResult({ step, history, accuracyBefore, accuracyAfter, effort }: ToldStep) {
  const accuracies = { accuracyBefore, accuracyAfter };
  return {
    ...{ ...step.quantize, epochs: history.length, ...accuracies },
    ...(effort && {
      eventsBefore: effort.before.events,
      eventsAfter: effort.after.events,
      millisecondsBefore: effort.before.milliseconds,
      millisecondsAfter: effort.after.milliseconds,
    }),
  };
}

interface Tested {
  readonly accuracy: number;
  readonly correct: number;
  readonly samples: number;
}

/** Accuracy of the trained model, computed as in its training, on the test images. */
async function tested(
  graph: ModelGraph,
  test: Dataset,
  options: TrainingGraphOptions,
  { signal }: CliIo,
): Promise<Tested> {
  const target = createTrainingGraph(graph, options);
  const { accuracy } = await evaluateGraph(target, datasetSource(test), { signal });
  const samples = test.labels.length;
  return { accuracy, correct: Math.round(accuracy * samples), samples };
}

function testLine({ accuracy, correct, samples }: Tested): string {
  return `accuracy on ${describePart('test', samples)}: ${(100 * accuracy).toFixed(2)} %  (${correct} of ${samples})`;
}

async function backendOf(asked: BackendName | null): Promise<BackendName> {
  if (asked === null) return prepareFirstBackend(['wasm', 'cpu']);
  await prepareBackend(asked);
  return asked;
}

function startReport(io: CliIo, steps: readonly RecipeStep[], validated: string) {
  let bar: ProgressBar | null = null;
  let title = '';
  const percent = (share: number | null) =>
    share === null ? '-' : `${(100 * share).toFixed(2)} %`;
  const end = () => {
    bar?.end();
    bar = null;
  };
  return {
    onStep: (index: number, result: RecipeStepResult | null) => {
      end();
      const step = steps[index];
      title =
        steps.length > 1 ? `step ${index + 1} of ${steps.length}, ${bitsOf(step)}` : bitsOf(step);
      if (!result) return;
      const { accuracyBefore, accuracyAfter } = result;
      io.err(
        `${title}: accuracy on ${validated} ${percent(accuracyBefore)} -> ${percent(accuracyAfter)}\n`,
      );
    },
    onProgress: (progress: TrainProgress) => {
      bar ??= progressBar(io, title);
      bar.update(progress.step, progress.steps);
      const { finishedEpoch, epochs, imagesPerSecond } = progress;
      if (!finishedEpoch) return;
      end();
      const { epoch, loss, accuracy, validationAccuracy } = finishedEpoch;
      io.err(
        `${title}, epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}, accuracy on images trained on ${percent(accuracy)}, ` +
          `on ${validated} ${percent(validationAccuracy)}, ${imagesPerSecond.toFixed(0)} images/s\n`,
      );
    },
    end,
  };
}

function bitsOf(step: RecipeStep | undefined): string {
  if (!step?.quantize) return 'as it is';
  const { inputWeightBits, weightBits, activationBits } = step.quantize;
  return `${inputWeightBits ?? weightBits}/${weightBits}/${activationBits}`;
}

function asText(results: readonly ToldStep[], { labels }: Dataset): string {
  const percent = (share: number | null) => (share === null ? '' : (100 * share).toFixed(2));
  const right = { align: 'right' } as const;
  const efforts = results.map(({ effort }) => effort);
  const hasEvents = efforts.some((effort) => effort !== null);
  const hasTimes = efforts.some((effort) => effort?.after.milliseconds);
  const milliseconds = (of: Effort | undefined) => of?.milliseconds?.value.toFixed(3) ?? '';
  const table = formatTable(
    [
      { title: 'input weights/weights/activations' },
      { title: 'epochs', ...right },
      { title: `accuracy on ${describePart('validation', labels.length)} before, %`, ...right },
      { title: 'after', ...right },
      ...(hasEvents ? ['events an image before', 'after'] : []).map((title) => ({
        title,
        ...right,
      })),
      ...(hasTimes ? ['ms before', 'after'] : []).map((title) => ({ title, ...right })),
    ],
    results.map(({ step, history, accuracyBefore, accuracyAfter, effort }) => [
      bitsOf(step),
      String(history.length),
      percent(accuracyBefore),
      percent(accuracyAfter),
      ...(hasEvents
        ? [effort?.before, effort?.after].map((of) => of?.events.toFixed(0) ?? '')
        : []),
      ...(hasTimes ? [effort?.before, effort?.after].map(milliseconds) : []),
    ]),
  );
  const basis = efforts.at(-1)?.after.milliseconds;
  return basis
    ? `${table}ms: between ${basis.low.toFixed(3)} and ${basis.high.toFixed(3)} after. ${basis.basis}\n`
    : table;
}
