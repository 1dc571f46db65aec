import { readSamples } from '../../core/data/readSamples.ts';
import { compareModels, type ModelComparison } from '../../core/forward/compareModels.ts';
import { networkInputs } from '../../project/floatInputs.ts';
import {
  addJson,
  addModel,
  addScaling,
  type InputArguments,
  type ModelArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { readInput } from '../files.ts';
import { addInputRange, inputsAsked, type InputRangeArgument } from '../inputRange.ts';
import { formatTable } from '../formatTable.ts';
import { loadAkida, loadKeras } from '../models.ts';
import { withProgress } from '../progressBar.ts';

interface CompareArguments
  extends ModelArgument, InputRangeArgument, Pick<InputArguments, 'scale' | 'shift'> {
  readonly fbz: string;
  readonly inputs: string;
}

export const compare: Command<CompareArguments> = {
  name: 'compare',
  help: 'Find the first layer where a quantized model and its .fbz part',
  example: 'cnn2snn compare -m quantized.h5 -f model.fbz -i inputs.npy',
  declare(parser) {
    addModel(parser, 'quantized Keras model');
    parser.add_argument('-f', '--fbz', { required: true, help: 'Akida .fbz made from it' });
    parser.add_argument('-i', '--inputs', {
      required: true,
      help: 'inputs (N, X, Y, C), .npy or .npz: pixels, or values with --input-range',
    });
    addScaling(parser);
    addInputRange(parser);
    addJson(parser);
  },
  async run(args, io) {
    const quantized = await loadKeras(args.model);
    const akida = await loadAkida(args.fbz);
    const asked = inputsAsked(args, 'cnn2snn compare');
    const where = { file: args.inputs };
    const samples = readSamples(readInput(args.inputs));
    const { pixels, scaling } = networkInputs(akida, samples, where, asked);
    const comparison = await withProgress(io, 'Comparing', (onProgress) =>
      compareModels(quantized, akida, pixels, {
        ...(scaling ? { inputScaling: scaling } : {}),
        signal: io.signal,
        onProgress,
      }),
    );
    const ok = hasSameResults(comparison);
    io.out(asText(comparison));
    io.result({ ok, ...asJson(comparison) });
    return ok ? exitCodes.done : exitCodes.refused;
  },
};

/**
 * Whether both models answer alike: the same class for every input, or, where they give no classes, the same values. A level here and
 * there inside, which rounding leaves, is no difference of results.
 */
function hasSameResults({ agreeing, samples, firstParting }: ModelComparison): boolean {
  return agreeing === null ? firstParting === null : agreeing === samples;
}

function asJson({ classes, ...comparison }: ModelComparison): object {
  const lists = classes && { keras: [...classes.keras], akida: [...classes.akida] };
  return { ...comparison, classes: lists };
}

function asText({ layers, firstParting, agreeing, samples }: ModelComparison): string {
  const table = formatTable(
    [
      { title: 'layer' },
      { title: 'values', align: 'right' },
      { title: 'differing', align: 'right' },
      { title: 'largest', align: 'right' },
      { title: 'mean', align: 'right' },
      { title: 'unit' },
    ],
    layers.map((layer) => [
      layer.name,
      `${layer.values}`,
      `${layer.differing}`,
      layer.maxDifference.toPrecision(3),
      layer.meanDifference.toPrecision(3),
      layer.unit,
    ]),
  );
  const classes = agreeing === null ? '' : `\nSame class for ${agreeing} of ${samples} inputs.\n`;
  return `${table}\n${verdict(layers, firstParting)}\n${classes}`;
}

function verdict(layers: ModelComparison['layers'], firstParting: string | null): string {
  const layer = layers.find(({ name }) => name === firstParting);
  if (!layer?.first) return 'The models agree in every layer.';
  const { position, keras, akida } = layer.first;
  const place = `input ${position[0] ?? 0}, position (${position.slice(1).join(', ')})`;
  return `They part first in layer "${layer.name}": ${place} is ${keras} in Keras and ${akida} in the .fbz (${layer.unit}).`;
}
