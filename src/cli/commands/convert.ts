import { writeFbz } from '../../core/fbz/writeFbz.ts';
import { assess } from '../../project/assess.ts';
import { ENDINGS, stemOf } from '../../project/outputNames.ts';
import { verifiedNetwork } from '../../project/verifiedNetwork.ts';
import {
  addInput,
  addJson,
  addModel,
  addOutput,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { inputPaths, writeOutputs } from '../files.ts';
import { resultPath } from '../modelFolder.ts';
import { openKeras } from '../models.ts';
import { checkOutput, outputKinds } from '../outputs.ts';
import {
  addTrialImages,
  resultOf,
  settingsWithTrials,
  warnUnscaled,
  type TrialArguments,
} from '../scalingTrials.ts';

export const convert: Command<ModelArgument & TrialArguments & OutputArgument> = {
  name: 'convert',
  help: 'Convert a quantized Keras model to an Akida .fbz',
  example: 'cnn2snn convert -m model_iq8_wq4_aq4.h5 -sc 255 -sh 0',
  declare(parser) {
    addModel(parser, 'quantized Keras model');
    addInput(parser, true);
    addTrialImages(parser);
    addOutput(parser, 'the .fbz to write; default MODEL.fbz beside the model');
    addJson(parser);
  },
  async run(args, io) {
    const output = args.output ?? `${stemOf(resultPath(args.model))}${ENDINGS.converted}`;
    const inputs = inputPaths(args.model, args.images ?? []);
    checkOutput(output, outputKinds.converted, inputs);
    const opened = await openKeras(args.model);
    const tried = await settingsWithTrials(opened, args, 'cnn2snn convert', io);
    const { settings } = tried;
    const assessed = assess(opened, { edits: [], settings });
    const bytes = writeFbz(await verifiedNetwork(assessed, settings));
    warnUnscaled(assessed.diagnostics, io);
    writeOutputs([{ path: output, bytes }], inputs);
    io.out(`Converted to ${output}\n`);
    io.result({ output, ...resultOf(tried) });
    return 0;
  },
};
