import { ArgumentTypeError } from 'argparse';
import type { AkidaModel } from '../../core/akida/model.ts';
import { geometryOf } from '../../core/akida/shapes.ts';
import { activityOfRun, sparserActivity, type Activity } from '../../core/cost/activity.ts';
import { estimateCost, powerAt } from '../../core/cost/estimateCost.ts';
import { readSamples } from '../../core/data/readSamples.ts';
import { diagnostic, type Diagnostic } from '../../core/errors/diagnostic.ts';
import { mapModel, type Mapping, type MappingMode } from '../../core/map/mapModel.ts';
import { simulate } from '../../core/simulate/simulator.ts';
import { targetIdOf, targetOf } from '../../core/targets/index.ts';
import { assess } from '../../project/assess.ts';
import { networkInputs } from '../../project/floatInputs.ts';
import { convertedOrRefused } from '../../project/models.ts';
import { SPARSER } from '../../project/views/chipCosts.ts';
import {
  addInput,
  addJson,
  addModel,
  settingsOf,
  type InputArguments,
  type ModelArgument,
} from '../arguments.ts';
import { addChip, chipAsked } from '../chipArgument.ts';
import type { CliIo, Command } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { readInput } from '../files.ts';
import { formatDiagnostic } from '../formatDiagnostic.ts';
import { addInputRange, inputsAsked, type InputRangeArgument } from '../inputRange.ts';
import { mappingText, type ChipCost, type PlacedLayer } from '../mappingTable.ts';
import { openModel } from '../models.ts';
import { withProgress } from '../progressBar.ts';

interface MapArguments extends ModelArgument, InputArguments, InputRangeArgument {
  readonly chip: string;
  readonly mode: MappingMode;
  readonly inputs?: string | null;
  readonly fps?: number | null;
}

export const map: Command<MapArguments> = {
  name: 'map',
  help: 'Say which processors of a chip the layers take, and what an inference costs; exit code 1 if the chip does not take the network',
  example: 'cnn2snn map -m model.fbz --chip akd1500 -i images.npy --fps 30',
  declare(parser) {
    addModel(parser, 'Akida .fbz, or quantized Keras model');
    addChip(parser);
    parser.add_argument('--mode', {
      choices: ['minimal', 'all'],
      default: 'minimal',
      help: 'minimal: as few processors as it takes; all: filters spread over those that are left; default minimal',
    });
    parser.add_argument('-i', '--inputs', {
      help: 'inputs (N, X, Y, C), .npy or .npz, whose events are counted: clocks, time and energy follow from them',
    });
    parser.add_argument('--fps', {
      type: rateArgument,
      metavar: 'N',
      help: 'inferences a second for which the power is told; needs -i',
    });
    addInputRange(parser);
    addInput(parser);
    addJson(parser);
  },
  async run(args, io) {
    const chip = chipAsked(args.chip);
    const settings = { ...settingsOf(args), hardware: chip };
    const assessed = assess(await openModel(args.model), { edits: [], settings });
    const network = convertedOrRefused(assessed);
    const mapping = mapModel(network, { chip, mode: args.mode });
    const activity = args.inputs ? await activityOf(network, args.inputs, args, io) : null;
    const refused = refusals(mapping, assessed.diagnostics);
    const found = { ...mapping, fits: mapping.fits && refused.length === 0 };
    const cost = activity && costOf(found, activity, args.fps ?? null);
    const layers = placedLayers(network, found, cost);
    for (const problem of refused) {
      io.out(
        `${formatDiagnostic({ ...problem, where: { ...problem.where, file: args.model } })}\n`,
      );
    }
    io.out(mappingText({ ...found, layers }, args.model, targetOf(chip), cost));
    const { mode, fits, problems, passes, programBytes, processors } = found;
    const { layers: _, chip: __, ...whole } = cost ?? {};
    io.result({
      ...{ ok: fits, ...(fits ? {} : { diagnostics: refused }), chip: targetIdOf(chip) },
      ...{ mode, fits, problems, passes, programBytes, processors, layers },
      cost: cost && whole,
    });
    return fits ? exitCodes.done : exitCodes.refused;
  },
};

async function activityOf(
  network: AkidaModel,
  path: string,
  args: MapArguments,
  io: CliIo,
): Promise<Activity> {
  const samples = readSamples(readInput(path));
  const asked = inputsAsked(args, 'cnn2snn map');
  const { pixels } = networkInputs(network, samples, { file: path }, asked);
  const { layers, forward } = await withProgress(io, 'Running', (onProgress) =>
    simulate(network, pixels, { signal: io.signal, onProgress }),
  );
  return activityOfRun(layers, forward.shape[0] ?? 0);
}

/** What stands against the network on this chip: broken rules, and layers that find no place of which no rule speaks. */
function refusals(
  { problems }: Mapping,
  diagnostics: ReturnType<typeof assess>['diagnostics'],
): readonly Diagnostic[] {
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ why, edit, ...problem }) => problem);
  const told = new Set(errors.map(({ where }) => where.layer));
  const others = problems
    .filter(({ layer }) => !told.has(layer))
    .map(({ layer, type, needed, available }) =>
      type === null
        ? diagnostic('map/no-processor', { layer }, layer)
        : diagnostic('map/too-few-processors', { layer }, layer, type, needed, available),
    );
  return [...errors, ...others];
}

function costOf(mapping: Mapping, activity: Activity, rate: number | null): ChipCost {
  const cost = estimateCost(mapping, activity);
  const { milliseconds, microjoules } = estimateCost(
    mapping,
    sparserActivity(mapping, activity, SPARSER),
  );
  return {
    ...cost,
    inputs: activity.inputs,
    sparser: { points: SPARSER, milliseconds, microjoules },
    ...(rate === null ? {} : { power: { framesPerSecond: rate, milliwatts: powerAt(cost, rate) } }),
  };
}

function placedLayers(network: AkidaModel, { layers }: Mapping, cost: ChipCost | null) {
  const geometry = geometryOf(network);
  const outputs = new Map(network.layers.map(({ name }, i) => [name, geometry[i]?.output]));
  const costs = new Map((cost?.layers ?? []).map((layer) => [layer.name, layer]));
  return layers.map((layer): PlacedLayer => {
    const { convolution, pooling, ...place } = layer;
    const own = costs.get(layer.name);
    const figures = { events: own?.events ?? null, clocks: own?.clocks ?? null };
    const output = outputs.get(layer.name) ?? [0, 0, 0];
    const { milliseconds = null, microjoules = null } = own ?? {};
    return { ...place, output, ...figures, milliseconds, microjoules };
  });
}

/** An argument type: a number above 0. */
function rateArgument(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new ArgumentTypeError(`expected a number above 0, got '${text}'`);
}
