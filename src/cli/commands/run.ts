import type { AkidaModel } from '../../core/akida/model.ts';
import { readSamples } from '../../core/data/readSamples.ts';
import { writeNpy, writeNpz } from '../../core/data/writeNpy.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { simulate } from '../../core/simulate/simulator.ts';
import type { SimulationResult } from '../../core/simulate/engine.ts';
import { sizeOf } from '../../core/tensor/tensor.ts';
import { addModel, type ModelArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { inputPaths, readInput, writeOutputs, type Output } from '../files.ts';
import { networkInputs } from '../../project/floatInputs.ts';
import { activityOf } from '../../project/views/network.ts';
import { addInputRange, inputsAsked, type InputRangeArgument } from '../inputRange.ts';
import { statisticsTable } from '../layerStatistics.ts';
import { loadAkida } from '../models.ts';
import { checkOutput, outputKinds } from '../outputs.ts';
import { withProgress } from '../progressBar.ts';

interface RunArguments extends ModelArgument, InputRangeArgument {
  readonly inputs: string;
  readonly output?: string | null;
  readonly layers?: string | null;
  readonly stats?: string | null;
  /** True without a name. */
  readonly json?: string | true | null;
}

export const run: Command<RunArguments> = {
  name: 'run',
  help: 'Run inputs through an .fbz, exactly as the chip computes',
  example:
    'cnn2snn run -m model.fbz -i inputs.npy -o predict.npy --layers layers.npz --stats stats.json',
  declare(parser) {
    addModel(parser, 'Akida .fbz');
    parser.add_argument('-i', '--inputs', {
      required: true,
      help: 'inputs (N, X, Y, C), .npy or .npz: pixels, or values with --input-range',
    });
    addInputRange(parser);
    parser.add_argument('-o', '--output', {
      metavar: 'OUT',
      help: 'write the logits, float32 .npy',
    });
    parser.add_argument('--layers', { help: 'write the int32 output of every layer, .npz' });
    parser.add_argument('--stats', {
      help: 'write sparsity, events and operations of every layer, .json',
    });
    parser.add_argument('--json', {
      nargs: '?',
      const: true,
      metavar: 'STATS',
      help: 'print these, or what is wrong, as JSON; a name does what --stats does besides',
    });
  },
  async run(args, io) {
    const inputs = inputPaths(args.model, [args.inputs]);
    const statisticsPath = args.stats ?? (typeof args.json === 'string' ? args.json : null);
    if (args.output) checkOutput(args.output, outputKinds.array, inputs);
    if (args.layers) checkOutput(args.layers, outputKinds.arrays, inputs);
    if (statisticsPath !== null) checkOutput(statisticsPath, outputKinds.json, inputs);
    const model = await loadAkida(args.model);
    if (args.output && hasActivation(model)) fail('cli/no-logits', { file: args.model });
    const samples = readSamples(readInput(args.inputs));
    const asked = inputsAsked(args, 'cnn2snn run');
    const pixels = networkInputs(model, samples, { file: args.inputs }, asked).pixels;
    const result = await withProgress(io, 'Running', (onProgress) =>
      simulate(model, pixels, {
        layers: args.layers ? 'all' : 'last',
        signal: io.signal,
        onProgress,
      }),
    );
    const statistics = statisticsOf(model, result);
    const outputs = outputsOf(args, result);
    if (statisticsPath !== null) {
      const bytes = `${JSON.stringify(statistics, null, 2)}\n`;
      outputs.push({ path: statisticsPath, bytes });
    }
    writeOutputs(outputs, inputs);
    const count = result.forward.shape[0] ?? 0;
    io.out(`${count} inputs\n\n${statisticsTable(result.layers, count)}`);
    const written = outputs.map(({ path }) => path);
    if (written.length > 0) io.out(`\nWrote ${written.join(', ')}\n`);
    io.result({ samples: count, layers: statistics, outputs: written });
    return 0;
  },
};

function hasActivation(model: AkidaModel): boolean {
  const last = model.layers.at(-1);
  return last !== undefined && last.kind !== 'InputData' && last.activation;
}

function statisticsOf(model: AkidaModel, { layers }: SimulationResult): readonly object[] {
  return layers.map((layer) => {
    const { spikes, ...numbers } = activityOf(layer, model);
    return numbers;
  });
}

function outputsOf({ output, layers }: RunArguments, result: SimulationResult): Output[] {
  const outputs: Output[] = [];
  if (output && result.predict) {
    const { data, shape } = result.predict;
    // As Keras gives them: one row of logits an input.
    const [samples = 0, ...rest] = shape;
    outputs.push({ path: output, bytes: writeNpy({ data, shape: [samples, sizeOf(rest)] }) });
  }
  if (layers) {
    const arrays = result.layers.flatMap(({ name, output: array }) =>
      array ? [[name, array] as const] : [],
    );
    outputs.push({ path: layers, bytes: writeNpz(new Map(arrays)) });
  }
  return outputs;
}
