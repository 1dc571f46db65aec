import { RawDescriptionHelpFormatter } from 'argparse';
import { calibrateBias, type CalibrationReport } from '../../core/calibrate/calibrateBias.ts';
import { readSamples } from '../../core/data/readSamples.ts';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import {
  addModel,
  addOutput,
  positiveInteger,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkNotInput, readInput, writeOutputs } from '../files.ts';
import { formatTable } from '../formatTable.ts';
import { loadKeras } from '../models.ts';
import { baseOf } from '../outputNames.ts';
import { withProgress } from '../progressBar.ts';

interface CalibrateArguments extends ModelArgument, OutputArgument {
  readonly samples: string;
  readonly batch_size?: number | null;
}

export const calibrate: Command<CalibrateArguments> = {
  name: 'calibrate',
  help: 'Calibrate a quantized model with samples',
  example: 'cnn2snn calibrate bc -m model_iq8_wq4_aq4.h5 -sa samples.npz -bs 32',
  declare(parser) {
    const methods = parser.add_subparsers({ dest: 'method', metavar: 'METHOD', required: true });
    const help = 'Rescale activations, then correct the mean of every layer through its bias';
    const bc = methods.add_parser('bc', {
      help,
      description: `${help}.`,
      epilog: `example:\n  ${calibrate.example}`,
      formatter_class: RawDescriptionHelpFormatter,
    });
    addModel(bc, 'quantized Keras model');
    bc.add_argument('-sa', '--samples', {
      required: true,
      metavar: 'SAMPLES',
      help: 'inputs as the Keras model takes them, .npz (all arrays joined) or .npy',
    });
    bc.add_argument('-bs', '--batch_size', {
      type: positiveInteger,
      metavar: 'N',
      help: 'samples at a time; default all',
    });
    addOutput(bc, 'the .h5 to write; default MODEL_bc_calibrated.h5 beside the model');
  },
  async run(args, io) {
    const inputs = [args.model, args.samples];
    const output = args.output ?? `${baseOf(args.model)}_bc_calibrated.h5`;
    checkNotInput(output, inputs);
    const graph = await loadKeras(args.model);
    const samples = readSamples(readInput(args.samples));
    const calibration = await withProgress(io, 'Calibrating', (onProgress) =>
      calibrateBias(graph, samples, {
        ...(args.batch_size ? { batchSize: args.batch_size } : {}),
        signal: io.signal,
        onProgress,
      }),
    );
    writeOutputs([{ path: output, bytes: await writeKerasH5(calibration.graph) }], inputs);
    io.out(`${asText(calibration.report)}\nCalibrated to ${output}\n`);
    return 0;
  },
};

function asText({ activations, layers, samples }: CalibrationReport): string {
  const number = (value: number) => value.toPrecision(4);
  const steps = formatTable(
    [
      { title: 'activation' },
      { title: 'max_value before', align: 'right' },
      { title: 'after', align: 'right' },
    ],
    activations.map(({ name, before, after }) => [name, number(before), number(after)]),
  );
  const biases = formatTable(
    [
      { title: 'layer' },
      { title: 'mean squared error before', align: 'right' },
      { title: 'after', align: 'right' },
    ],
    layers.map(({ name, errorBefore, errorAfter }) => [
      name,
      number(errorBefore),
      number(errorAfter),
    ]),
  );
  return `${samples} samples\n\n${steps}\n${biases}`;
}
