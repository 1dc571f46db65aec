import type { AkidaModel } from '../../core/akida/model.ts';
import { readSamples } from '../../core/data/readSamples.ts';
import { writeNpy, writeNpz } from '../../core/data/writeNpy.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { simulate } from '../../core/simulate/simulator.ts';
import type { SimulationResult } from '../../core/simulate/engine.ts';
import { sizeOf } from '../../core/tensor/tensor.ts';
import { addModel, type ModelArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkNotInput, readInput, writeOutputs, type Output } from '../files.ts';
import { networkInputs } from '../../project/floatInputs.ts';
import { activityOf } from '../../project/views/network.ts';
import { addInputRange, inputsAsked, type InputRangeArgument } from '../inputRange.ts';
import { statisticsTable } from '../layerStatistics.ts';
import { loadAkida } from '../models.ts';
import { withProgress } from '../progressBar.ts';

interface RunArguments extends ModelArgument, InputRangeArgument {
  readonly inputs: string;
  readonly output?: string | null;
  readonly layers?: string | null;
  readonly json?: string | null;
}

export const run: Command<RunArguments> = {
  name: 'run',
  help: 'Run inputs through an .fbz, exactly as the chip computes',
  example:
    'cnn2snn run -m model.fbz -i inputs.npy -o predict.npy --layers layers.npz --json stats.json',
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
    parser.add_argument('--json', {
      metavar: 'STATS',
      help: 'write sparsity, events and operations of every layer, .json',
    });
  },
  async run(args, io) {
    const inputPaths = [args.model, args.inputs];
    for (const path of [args.output, args.layers, args.json]) {
      if (path) checkNotInput(path, inputPaths);
    }
    const model = await loadAkida(args.model);
    if (args.output && hasActivation(model)) fail('cli/no-logits', { file: args.model });
    const samples = readSamples(readInput(args.inputs));
    const asked = inputsAsked(args, 'cnn2snn run');
    const inputs = networkInputs(model, samples, { file: args.inputs }, asked).pixels;
    const result = await withProgress(io, 'Running', (onProgress) =>
      simulate(model, inputs, {
        layers: args.layers ? 'all' : 'last',
        signal: io.signal,
        onProgress,
      }),
    );
    const outputs = outputsOf(args, model, result);
    writeOutputs(outputs, inputPaths);
    const count = result.forward.shape[0] ?? 0;
    io.out(`${count} inputs\n\n${statisticsTable(result.layers, count)}`);
    if (outputs.length > 0) io.out(`\nWrote ${outputs.map(({ path }) => path).join(', ')}\n`);
    return 0;
  },
};

function hasActivation(model: AkidaModel): boolean {
  const last = model.layers.at(-1);
  return last !== undefined && last.kind !== 'InputData' && last.activation;
}

function outputsOf(
  { output, layers, json }: RunArguments,
  model: AkidaModel,
  result: SimulationResult,
): Output[] {
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
  if (json) {
    const statistics = result.layers.map((layer) => {
      const { spikes, ...numbers } = activityOf(layer, model);
      return numbers;
    });
    outputs.push({ path: json, bytes: `${JSON.stringify(statistics, null, 2)}\n` });
  }
  return outputs;
}
