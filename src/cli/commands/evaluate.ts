import { readDataset } from '../../core/data/readDataset.ts';
import { evaluateModel } from '../../core/forward/evaluateModel.ts';
import {
  addJson,
  addModel,
  addScaling,
  scalingOf,
  type InputArguments,
  type ModelArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { readInput } from '../files.ts';
import { loadModel } from '../models.ts';
import { withProgress } from '../progressBar.ts';

interface EvaluateArguments extends ModelArgument, Pick<InputArguments, 'scale' | 'shift'> {
  readonly images: readonly string[];
}

export const evaluate: Command<EvaluateArguments> = {
  name: 'evaluate',
  help: 'Measure the accuracy of a model, Keras or converted, on labelled images',
  example: 'cnn2snn evaluate -m model.fbz -i t10k-images-idx3-ubyte t10k-labels-idx1-ubyte',
  declare(parser) {
    addModel(parser, 'Keras model or Akida .fbz');
    parser.add_argument('-i', '--images', {
      nargs: '+',
      required: true,
      help: 'one .npz with images and labels (x_test and y_test, x and y, ...), or two idx files',
    });
    addScaling(parser);
    addJson(parser);
  },
  async run(args, io) {
    const model = await loadModel(args.model);
    const dataset = readDataset(args.images.map(readInput));
    const { accuracy, correct, samples } = await withProgress(io, 'Evaluating', (onProgress) =>
      evaluateModel(model, dataset, { ...scalingOf(args), signal: io.signal, onProgress }),
    );
    io.out(`accuracy ${(accuracy * 100).toFixed(2)} %  (${correct} of ${samples})\n`);
    io.result({ accuracy, correct, samples });
    return 0;
  },
};
