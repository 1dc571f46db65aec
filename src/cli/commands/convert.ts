import { convertModel } from '../../core/convert/convertModel.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import {
  addInput,
  addModel,
  addOutput,
  inputIsImageOf,
  scalingOf,
  type InputArguments,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkNotInput, writeOutputs } from '../files.ts';
import { loadKeras } from '../models.ts';
import { baseOf } from '../outputNames.ts';

export const convert: Command<ModelArgument & InputArguments & OutputArgument> = {
  name: 'convert',
  help: 'Convert a quantized Keras model to an Akida .fbz',
  example: 'cnn2snn convert -m model_iq8_wq4_aq4.h5 -sc 255 -sh 0',
  declare(parser) {
    addModel(parser, 'quantized Keras model');
    addInput(parser);
    addOutput(parser, 'the .fbz to write; default MODEL.fbz beside the model');
  },
  async run(args, io) {
    const output = args.output ?? `${baseOf(args.model)}.fbz`;
    checkNotInput(output, [args.model]);
    const graph = await loadKeras(args.model);
    const inputIsImage = inputIsImageOf(args);
    const bytes = writeFbz(convertModel(graph, { ...scalingOf(args), inputIsImage }));
    writeOutputs([{ path: output, bytes }], [args.model]);
    io.out(`Converted to ${output}\n`);
    return 0;
  },
};
