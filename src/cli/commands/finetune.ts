import { optimizers } from '../../core/qat/optimizers/index.ts';
import {
  addJson,
  addModel,
  addOutput,
  addScaling,
  bitsArgument,
  positiveInteger,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import type { FinetuneArguments } from '../finetuneModel.ts';
import { addInputRange } from '../inputRange.ts';

export const finetune: Command<FinetuneArguments> = {
  name: 'finetune',
  help: 'Train a quantized model, or quantize a float one and train it, until it is as good as before',
  example: 'cnn2snn finetune -m model.h5 -i train.npz -iq 8 -wq 4 -aq 4 -e 2',
  declare(parser) {
    addModel(parser, 'float or quantized Keras model');
    parser.add_argument('-i', '--images', {
      nargs: '+',
      required: true,
      help: 'one .npz with images and labels (x_train and y_train, x and y, ...), or two idx or .npy files; values that are no pixels with --input-range',
    });
    parser.add_argument('-v', '--validation', {
      nargs: '+',
      help: 'images that the best epoch is chosen by, as -i; default: a share of -i that is not trained on',
    });
    parser.add_argument('--split', {
      type: 'float',
      default: 0.1,
      metavar: 'SHARE',
      help: 'that share; default 0.1',
    });
    parser.add_argument('-t', '--test', {
      nargs: '+',
      help: 'images that only judge the trained model, as -i; default: x_test and y_test of -i where it holds them',
    });
    parser.add_argument('--test-split', {
      type: 'float',
      default: 0,
      metavar: 'SHARE',
      help: 'share of -i to set aside as those; default 0',
    });
    addQuantization(parser);
    addTraining(parser);
    addScaling(parser);
    addInputRange(parser);
    addOutput(parser, 'the .h5 to write; default MODEL_iq?_wq?_aq?_finetuned.h5 beside the model');
    addJson(parser);
  },
  async run(args, io) {
    const { finetuneModel } = await import('../finetuneModel.ts');
    return finetuneModel(args, io);
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
  parser.add_argument('--fit-activations', {
    action: 'store_true',
    help: 'before each quantization, lower the ranges of activations to where their levels fit best: for 1 and 2 bits',
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
  parser.add_argument('--sparsity', {
    metavar: 'TERM',
    help: 'make neurons fire less, for a faster chip: hoyer:WEIGHT (what an event adds to the loss) or l1:WEIGHT, say hoyer:1e-5; events before and after are told',
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
