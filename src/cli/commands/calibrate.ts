import { RawDescriptionHelpFormatter } from 'argparse';
import type { CalibrationReport } from '../../core/calibrate/calibrateBias.ts';
import { readSamples } from '../../core/data/readSamples.ts';
import { kerasInputs } from '../../core/forward/inputs.ts';
import { kerasModelInputs } from '../../project/floatInputs.ts';
import { stemOf } from '../../project/outputNames.ts';
import { calibrate as calibrateModel } from '../../project/training/calibrate.ts';
import {
  addJson,
  addModel,
  addOutput,
  positiveInteger,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { inputPaths, readInput, writeOutputs } from '../files.ts';
import { addInputRange, inputsAsked, type InputRangeArgument } from '../inputRange.ts';
import { formatTable } from '../formatTable.ts';
import { resultPath } from '../modelFolder.ts';
import { loadKeras } from '../models.ts';
import { checkKerasOutput, checkOutput, kerasBytes, outputKinds } from '../outputs.ts';
import { withProgress } from '../progressBar.ts';

interface CalibrateArguments extends ModelArgument, OutputArgument, InputRangeArgument {
  readonly method: 'adaround' | 'bc' | 'levels';
  readonly samples: string;
  readonly batch_size?: number | null;
  /** Of adaround alone. */
  readonly epochs: number;
  readonly learning_rate: number;
  readonly include_activation: boolean;
}

export const calibrate: Command<CalibrateArguments> = {
  name: 'calibrate',
  help: 'Calibrate a quantized model with samples',
  example: 'cnn2snn calibrate bc -m model_iq8_wq4_aq4.h5 -sa samples.npz -bs 32',
  declare(parser) {
    const methods = parser.add_subparsers({ dest: 'method', metavar: 'METHOD', required: true });
    const addMethod = (name: CalibrateArguments['method'], help: string, example: string) => {
      const method = methods.add_parser(name, {
        help,
        description: `${help}.`,
        epilog: `example:\n  ${example}`,
        formatter_class: RawDescriptionHelpFormatter,
      });
      addModel(method, 'quantized Keras model');
      method.add_argument('-sa', '--samples', {
        required: true,
        metavar: 'SAMPLES',
        help: 'inputs as the Keras model takes them, .npz (all arrays joined) or .npy',
      });
      addInputRange(method);
      method.add_argument('-bs', '--batch_size', {
        type: positiveInteger,
        metavar: 'N',
        help: 'samples at a time; default all',
      });
      addOutput(method, `the .h5 to write; default MODEL_${name}_calibrated.h5 beside the model`);
      addJson(method);
      return method;
    };
    const bcHelp = 'Rescale activations, then correct the mean of every layer through its bias';
    addMethod('bc', bcHelp, calibrate.example);
    addMethod(
      'levels',
      'Lower the range of every activation to where its levels fit best, for 1 and 2 bits',
      'cnn2snn calibrate levels -m model_iq8_wq4_aq1.h5 -sa samples.npz',
    );
    const adaround = addMethod(
      'adaround',
      'Rescale activations, then choose for every weight whether it is rounded up or down',
      'cnn2snn calibrate adaround -m model_iq8_wq4_aq4.h5 -sa samples.npz -e 10',
    );
    adaround.add_argument('-e', '--epochs', {
      type: positiveInteger,
      default: 10,
      help: 'rounds over the samples at most, per layer; default 10',
    });
    adaround.add_argument('-lr', '--learning_rate', {
      type: 'float',
      default: 1e-2,
      metavar: 'RATE',
      help: 'default 0.01',
    });
    adaround.add_argument('-act', '--include_activation', {
      action: 'store_true',
      help: 'compare outputs behind the activation',
    });
  },
  async run(args, io) {
    const inputs = inputPaths(args.model, [args.samples]);
    const output = args.output ?? `${stemOf(resultPath(args.model))}_${args.method}_calibrated.h5`;
    checkOutput(output, outputKinds.keras, inputs);
    checkKerasOutput(output, 'quantized');
    const graph = await loadKeras(args.model);
    const given = readSamples(readInput(args.samples), 'training');
    const asked = inputsAsked(args, 'cnn2snn calibrate');
    const { images, scaling } = kerasModelInputs(graph, given, { file: args.samples }, asked);
    const samples = scaling ? kerasInputs(graph, images, scaling) : images;
    const method = args.method === 'bc' ? 'bias' : args.method;
    const calibration = await withProgress(io, 'Calibrating', (onProgress) =>
      calibrateModel(method, graph, samples, {
        ...(args.batch_size ? { batchSize: args.batch_size } : {}),
        ...(method === 'adaround' ? roundingOf(args) : {}),
        signal: io.signal,
        onProgress,
        startBackend: async () => {
          const { prepareFirstBackend } = await import('../../core/qat/prepareBackend.ts');
          return prepareFirstBackend(['wasm', 'cpu']);
        },
      }),
    );
    writeOutputs([{ path: output, bytes: await kerasBytes(calibration.graph, output) }], inputs);
    io.out(`${asText(calibration.report)}\nCalibrated to ${output}\n`);
    io.result({ output, ...calibration.report });
    return 0;
  },
};

function roundingOf(args: CalibrateArguments) {
  const { epochs, learning_rate: learningRate, include_activation: includeActivation } = args;
  return { epochs, learningRate, includeActivation };
}

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
  return `${samples} samples\n\n${steps}${layers.length > 0 ? `\n${biases}` : ''}`;
}
