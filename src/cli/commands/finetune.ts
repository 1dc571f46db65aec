import { inputScalingOf } from '../../core/convert/inputScaling.ts';
import { convertModel } from '../../core/convert/convertModel.ts';
import { readDataset, type Dataset } from '../../core/data/readDataset.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import type { Augmentation } from '../../core/qat/augmentImages.ts';
import { datasetSource } from '../../core/qat/dataSource.ts';
import { optimizers, type OptimizerName } from '../../core/qat/optimizers/index.ts';
import {
  prepareBackend,
  prepareFirstBackend,
  type BackendName,
} from '../../core/qat/prepareBackend.ts';
import {
  recipeOf,
  runRecipe,
  type RecipeStep,
  type RecipeStepResult,
} from '../../core/qat/runRecipe.ts';
import type { Schedule } from '../../core/qat/schedules.ts';
import { splitDataset } from '../../core/qat/splitDataset.ts';
import type { TrainProgress } from '../../core/qat/trainer.ts';
import type { TrainingMode } from '../../core/qat/trainingGraph.ts';
import {
  addModel,
  addOutput,
  addScaling,
  bitsArgument,
  positiveInteger,
  scalingOf,
  type InputArguments,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { CliIo, Command } from '../command.ts';
import { checkNotInput, readInput, writeOutputs } from '../files.ts';
import { formatTable } from '../formatTable.ts';
import { loadKeras } from '../models.ts';
import { baseOf, quantizedName } from '../outputNames.ts';
import { progressBar, type ProgressBar } from '../progressBar.ts';

interface FinetuneArguments
  extends ModelArgument, OutputArgument, Pick<InputArguments, 'scale' | 'shift'> {
  readonly images: readonly string[];
  readonly validation?: readonly string[] | null;
  readonly split: number;
  readonly weight_quantization?: number | null;
  readonly activ_quantization?: number | null;
  readonly input_weight_quantization?: number | null;
  readonly recipe?: string | null;
  readonly epochs: number;
  readonly batch_size: number;
  readonly learning_rate: number;
  readonly optimizer: OptimizerName;
  readonly schedule: Schedule['type'];
  readonly patience?: number | null;
  readonly mode: TrainingMode;
  readonly distill?: number | null;
  readonly teacher?: string | null;
  readonly flip: boolean;
  readonly shift_pixels: number;
  readonly seed: number;
  readonly backend?: BackendName | null;
}

/** How both models' logits are softened where one learns from the other. */
const TEMPERATURE = 3;

/** After how many epochs a step schedule cuts the learning rate, and to what share. */
const STEP_SCHEDULE = { epochs: 1, factor: 0.3 } as const;

export const finetune: Command<FinetuneArguments> = {
  name: 'finetune',
  help: 'Train a quantized model, or quantize a float one and train it, until it is as good as before',
  example: 'cnn2snn finetune -m model.h5 -i train.npz -iq 8 -wq 4 -aq 4 -e 2',
  declare(parser) {
    addModel(parser, 'float or quantized Keras model');
    parser.add_argument('-i', '--images', {
      nargs: '+',
      required: true,
      help: 'one .npz with images and labels (x_train and y_train, x and y, ...), or two idx or .npy files',
    });
    parser.add_argument('-v', '--validation', {
      nargs: '+',
      help: 'images to measure accuracy on, as -i; default: a share of -i that is not trained on',
    });
    parser.add_argument('--split', {
      type: 'float',
      default: 0.1,
      metavar: 'SHARE',
      help: 'that share; default 0.1',
    });
    addQuantization(parser);
    addTraining(parser);
    addScaling(parser);
    addOutput(parser, 'the .h5 to write; default MODEL_iq?_wq?_aq?_finetuned.h5 beside the model');
  },
  async run(args, io) {
    const inputs = [args.model, ...args.images, ...(args.validation ?? [])];
    const steps = stepsOf(args);
    const output = args.output ?? outputOf(args.model, steps);
    checkNotInput(output, inputs);
    const graph = await loadKeras(args.model);
    const teacherGraph = await teacherOf(args, graph);
    const { training, validation } = dataOf(args);
    const backend = await backendOf(args.backend ?? null);
    io.err(
      `Training on ${backend}, ${training.labels.length} images, ${validation.labels.length} to measure on\n`,
    );
    const convert = scalingOf(args);
    const report = startReport(io, steps);
    const results = await runRecipe(
      graph,
      steps,
      datasetSource(training, augmentationOf(args, graph)),
      {
        mode: args.mode,
        convert,
        validation: datasetSource(validation),
        batchSize: args.batch_size,
        learningRate: args.learning_rate,
        optimizer: args.optimizer,
        schedule:
          args.schedule === 'step' ? { type: 'step', ...STEP_SCHEDULE } : { type: args.schedule },
        seed: args.seed,
        ...(args.patience ? { patience: args.patience } : {}),
        ...(teacherGraph
          ? {
              teacherGraph,
              distillation: { weight: args.distill ?? 0.5, temperature: TEMPERATURE },
            }
          : {}),
        signal: io.signal,
        ...report,
      },
    ).finally(report.end);
    const trained = results.at(-1)?.graph ?? graph;
    writeOutputs([{ path: output, bytes: await writeKerasH5(trained) }], inputs);
    io.out(`${asText(results)}\nFine-tuned to ${output}\n`);
    // What was learnt is on the disk before a value that the chip cannot hold is complained about.
    convertModel(trained, convert);
    return 0;
  },
};

type Parser = Parameters<Command['declare']>[0];

function addQuantization(parser: Parser): void {
  const bits = { type: bitsArgument, metavar: 'BITS' };
  parser.add_argument('-wq', '--weight_quantization', {
    ...bits,
    help: 'bits of the weights to quantize to first; default: the model as it is',
  });
  parser.add_argument('-aq', '--activ_quantization', {
    ...bits,
    help: 'bits of the activations; default 4 with -wq',
  });
  parser.add_argument('-iq', '--input_weight_quantization', {
    ...bits,
    help: "bits of the first layer's weights; default as -wq",
  });
  parser.add_argument('--recipe', {
    metavar: 'STEPS',
    help: 'several quantizations after one another, "8/4/4 8/2/2:3 2/2/1:4@1e-3": input weights / weights / activations : epochs @ learning rate',
  });
  parser.add_argument('--mode', {
    choices: ['chip', 'toolkit'],
    default: 'chip',
    help: 'chip trains the integer network that the chip runs; toolkit the quantized Keras model; default chip',
  });
}

function addTraining(parser: Parser): void {
  parser.add_argument('-e', '--epochs', { type: positiveInteger, default: 2, help: 'default 2' });
  parser.add_argument('-bs', '--batch_size', {
    type: positiveInteger,
    default: 128,
    metavar: 'N',
    help: 'default 128',
  });
  parser.add_argument('-lr', '--learning_rate', {
    type: 'float',
    default: 5e-4,
    metavar: 'RATE',
    help: 'default 5e-4',
  });
  parser.add_argument('--optimizer', {
    choices: Object.keys(optimizers),
    default: 'adam',
    help: 'default adam',
  });
  parser.add_argument('--schedule', {
    choices: ['constant', 'cosine', 'step'],
    default: 'cosine',
    help: 'how the learning rate goes down over a step of the recipe; default cosine',
  });
  parser.add_argument('--patience', {
    type: positiveInteger,
    metavar: 'N',
    help: 'stop after N epochs that bring no better accuracy',
  });
  parser.add_argument('--distill', {
    type: 'float',
    metavar: 'SHARE',
    help: 'learn also from the float model, with this share of the loss (0 to 1)',
  });
  parser.add_argument('--teacher', {
    metavar: 'MODEL',
    help: 'the model to learn from; default: -m, which then must be float',
  });
  parser.add_argument('--flip', { action: 'store_true', help: 'mirror images at random' });
  parser.add_argument('--shift-pixels', {
    type: positiveInteger,
    default: 0,
    metavar: 'N',
    help: 'move images at random by up to N pixels',
  });
  parser.add_argument('--seed', { type: positiveInteger, default: 1, help: 'default 1' });
  parser.add_argument('--backend', {
    choices: ['wasm', 'cpu'],
    help: 'default: wasm, and cpu where it does not start',
  });
}

function stepsOf(args: FinetuneArguments): readonly RecipeStep[] {
  const { weight_quantization: weightBits, activ_quantization, input_weight_quantization } = args;
  const hasBits = [weightBits, activ_quantization, input_weight_quantization].some(
    (bits) => typeof bits === 'number',
  );
  if (typeof args.recipe === 'string') {
    if (hasBits) fail('cli/usage', {}, '--recipe states the bitwidths itself', 'cnn2snn finetune');
    return recipeOf(args.recipe, args.epochs);
  }
  if (!hasBits) return [{ quantize: null, epochs: args.epochs }];
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
  if (!last) return `${baseOf(model)}_finetuned.h5`;
  const bits = { ...last, inputWeightBits: last.inputWeightBits ?? last.weightBits };
  return `${baseOf(quantizedName(model, bits))}_finetuned.h5`;
}

async function teacherOf(args: FinetuneArguments, graph: ModelGraph): Promise<ModelGraph | null> {
  if (typeof args.teacher === 'string') return loadKeras(args.teacher);
  return typeof args.distill === 'number' ? graph : null;
}

function dataOf(args: FinetuneArguments): {
  readonly training: Dataset;
  readonly validation: Dataset;
} {
  const training = readDataset(args.images.map(readInput), 'training');
  if (args.validation) return { training, validation: readDataset(args.validation.map(readInput)) };
  return splitDataset(training, args.split, args.seed);
}

async function backendOf(asked: BackendName | null): Promise<BackendName> {
  if (asked === null) return prepareFirstBackend(['wasm', 'cpu']);
  await prepareBackend(asked);
  return asked;
}

/** Bare pixels are filled with what stands for zero. */
function augmentationOf(args: FinetuneArguments, graph: ModelGraph): Augmentation {
  const [, shift] = inputScalingOf(graph, scalingOf(args).inputScaling);
  const fill = Math.min(Math.max(Math.round(shift), 0), 255);
  return { flip: args.flip, shift: args.shift_pixels, fill };
}

function startReport(io: CliIo, steps: readonly RecipeStep[]) {
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
      io.err(`${title}: accuracy ${percent(accuracyBefore)} -> ${percent(accuracyAfter)}\n`);
    },
    onProgress: (progress: TrainProgress) => {
      bar ??= progressBar(io, title);
      bar.update(progress.step, progress.steps);
      const { finishedEpoch, epochs, imagesPerSecond } = progress;
      if (!finishedEpoch) return;
      end();
      const { epoch, loss, accuracy, validationAccuracy } = finishedEpoch;
      io.err(
        `${title}, epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}, accuracy ${percent(accuracy)}, ` +
          `on other images ${percent(validationAccuracy)}, ${imagesPerSecond.toFixed(0)} images/s\n`,
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

function asText(results: readonly RecipeStepResult[]): string {
  const percent = (share: number | null) => (share === null ? '' : (100 * share).toFixed(2));
  return formatTable(
    [
      { title: 'input weights/weights/activations' },
      { title: 'epochs', align: 'right' },
      { title: 'accuracy before, %', align: 'right' },
      { title: 'after', align: 'right' },
    ],
    results.map(({ step, history, accuracyBefore, accuracyAfter }) => [
      bitsOf(step),
      String(history.length),
      percent(accuracyBefore),
      percent(accuracyAfter),
    ]),
  );
}
