import { readLabelled } from '../../core/data/readDataset.ts';
import type { Where } from '../../core/errors/diagnostic.ts';
import { evaluateModel } from '../../core/forward/evaluateModel.ts';
import type { LoadedModel } from '../../core/keras/readModel.ts';
import type { NumericArray, Tensor } from '../../core/tensor/tensor.ts';
import { kerasModelInputs, networkInputs, type InputsAsked } from '../../project/floatInputs.ts';
import {
  addJson,
  addModel,
  addScaling,
  type InputArguments,
  type ModelArgument,
} from '../arguments.ts';
import type { CliIo, Command } from '../command.ts';
import { readInput } from '../files.ts';
import {
  addInputRange,
  inputsAsked,
  tellAsTheyAre,
  type InputRangeArgument,
} from '../inputRange.ts';
import { loadModel } from '../models.ts';
import { withProgress } from '../progressBar.ts';

interface EvaluateArguments
  extends ModelArgument, InputRangeArgument, Pick<InputArguments, 'scale' | 'shift'> {
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
      help: 'one .npz with images and labels (x_test and y_test, x and y, ...), or two .npy or idx files',
    });
    addScaling(parser);
    addInputRange(parser);
    addJson(parser);
  },
  async run(args, io) {
    const model = await loadModel(args.model);
    const { labels, where, ...given } = readLabelled(args.images.map(readInput));
    const asked = inputsAsked(args, 'cnn2snn evaluate');
    const { images, settings } = inputsOf(model, given.images, where, asked, io);
    const { accuracy, correct, samples } = await withProgress(io, 'Evaluating', (onProgress) =>
      evaluateModel(model, { images, labels }, { ...settings, signal: io.signal, onProgress }),
    );
    io.out(`accuracy ${(accuracy * 100).toFixed(2)} %  (${correct} of ${samples})\n`);
    io.result({ accuracy, correct, samples });
    return 0;
  },
};

/** Inputs as the model takes them, and the scaling that goes with them. */
function inputsOf(
  model: LoadedModel,
  images: Tensor<NumericArray>,
  where: Where,
  asked: InputsAsked,
  io: CliIo,
) {
  if (model.kind === 'akida') {
    return { images: networkInputs(model.model, images, where, asked).pixels, settings: {} };
  }
  const inputs = kerasModelInputs(model.graph, images, where, asked);
  if (inputs.asTheyAre) io.err(tellAsTheyAre(inputs.asTheyAre));
  const { scaling } = inputs;
  return { images: inputs.images, settings: scaling ? { inputScaling: scaling } : {} };
}
