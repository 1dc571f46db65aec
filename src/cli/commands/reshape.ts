import { reshapeModel } from '../../core/passes/reshapeModel.ts';
import { ENDINGS, stemOf } from '../../project/outputNames.ts';
import {
  addJson,
  addModel,
  addOutput,
  positiveInteger,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { inputPaths, writeOutputs } from '../files.ts';
import { resultPath } from '../modelFolder.ts';
import { loadKeras } from '../models.ts';
import {
  checkKerasOutput,
  checkOutput,
  designOutput,
  kerasBytes,
  outputKinds,
} from '../outputs.ts';

interface ReshapeArguments extends ModelArgument, OutputArgument {
  readonly input_width: number;
  readonly input_height: number;
}

export const reshape: Command<ReshapeArguments> = {
  name: 'reshape',
  help: 'Give a model another image size and keep its weights',
  example: 'cnn2snn reshape -m model.h5 -iw 160 -ih 96',
  declare(parser) {
    addModel(parser, 'float or quantized Keras model');
    parser.add_argument('-iw', '--input_width', {
      type: positiveInteger,
      required: true,
      metavar: 'PIXELS',
      help: 'width: the second axis of the input shape (height, width, channels)',
    });
    parser.add_argument('-ih', '--input_height', {
      type: positiveInteger,
      required: true,
      metavar: 'PIXELS',
      help: 'height: the first axis of the input shape',
    });
    addOutput(
      parser,
      'the .h5, or of a float model .keras, of a design .json, to write; default MODEL_WIDTH_HEIGHT.h5 beside the model',
    );
    addJson(parser);
  },
  async run(args, io) {
    const { input_height: height, input_width: width } = args;
    const stem = `${stemOf(resultPath(args.model))}_${width}_${height}`;
    const inputs = inputPaths(args.model);
    checkOutput(args.output ?? `${stem}${ENDINGS.keras}`, outputKinds.kerasOrDesign, inputs);
    const graph = await loadKeras(args.model);
    const output = designOutput(graph, args.output, stem);
    checkKerasOutput(output, graph);
    const bytes = await kerasBytes(reshapeModel(graph, height, width), output);
    writeOutputs([{ path: output, bytes }], inputs);
    io.out(`Reshaped to ${output}\n`);
    io.result({ output });
    return 0;
  },
};
