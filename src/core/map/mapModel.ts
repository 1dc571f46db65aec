import { convertedLayers } from '../akida/chipLayers.ts';
import type { AkidaModel } from '../akida/model.ts';
import type { Dims } from '../analysis/chipPlan.ts';
import type { Mesh } from '../targets/define.ts';
import { DEFAULT_TARGET, type ChipChoice } from '../targets/index.ts';
import { mapLayer, processorNeed, type LayerSpread } from './mapLayer.ts';
import type {
  LayerMapping,
  MappableLayer,
  MappingRuntime,
  ProcessorNeed,
  ProcessorType,
} from './mappable.ts';
import { networkProgramBytes } from './program.ts';
import { readChip } from './readChip.ts';
import { filterShares, mapParts } from './split.ts';

/**
 * How the device spreads a network: `minimal` takes as few processors as it can (the runtime 2.3.6, and mode Minimal of 2.19), `all` spreads
 * the filters of all layers over the processors that are left (mode AllNps, the default of 2.19).
 */
export type MappingMode = 'minimal' | 'all';

/** Why a network does not fit a chip, at the layer that breaks the bound. */
export interface MappingProblem {
  readonly layer: string;
  /** Of which type too few are left; null: no processor takes the layer. */
  readonly type: ProcessorType | null;
  readonly needed: number;
  readonly available: number;
}

/** How a network is mapped. */
export interface MappingOptions {
  /** The name of a known chip, or a record of one of one's own. Default: akd1000. */
  readonly chip?: ChipChoice;
  /** Default: 'minimal'. */
  readonly mode?: MappingMode;
  /** Default: 2.19.3. */
  readonly runtime?: MappingRuntime;
}

/** A layer to be mapped. */
export interface NamedLayer extends MappableLayer {
  readonly name: string;
  /** What it computes, before pooling; absent: a map as large as the input. */
  readonly convolution?: Dims;
}

/** One layer of a mapping: what it is, and where it lies. */
export interface MappedLayer extends NamedLayer, LayerMapping {
  /** The pass that runs it, from 1. */
  readonly pass: number;
}

/** Processors that a layer needs beyond those that are left. */
type Lack = Omit<MappingProblem, 'layer' | 'type'> & { readonly type: ProcessorType };

/** Where a network lies on a chip. */
export interface Mapping {
  readonly chip: ChipChoice;
  readonly mode: MappingMode;
  /** True: the chip takes the network. */
  readonly fits: boolean;
  readonly problems: readonly MappingProblem[];
  /** Parts of the network that run one after the other; 1: all layers at once. */
  readonly passes: number;
  readonly programBytes: number;
  /** Processors by type, over all passes; `total` leaves out the unit of the input convolution. */
  readonly processors: Readonly<Record<ProcessorType | 'total', number>>;
  /** Up to the first layer that no processor takes, or that needs more processors than the whole chip has. */
  readonly layers: readonly MappedLayer[];
}

/**
 * Says which processors of a chip each layer of a converted network takes, as the vendor's virtual devices map it.
 * @throws StudioError map/unknown-chip, map/bad-chip
 * @example mapModel(model, { chip: 'akd1500' }).processors.total
 * @source docs/reference/chips-mapping.md#how-chips-map-a-network
 */
export function mapModel(model: AkidaModel, options: MappingOptions = {}): Mapping {
  return mapLayers(convertedLayers(model), options);
}

/** `mapModel` for layers that are known by their shapes and bits alone. */
export function mapLayers(
  layers: readonly NamedLayer[],
  { chip = DEFAULT_TARGET, mode = 'minimal', runtime = '2.19.3' }: MappingOptions = {},
): Mapping {
  const { mesh } = readChip(chip);
  const spread = { processor: mesh.processor, runtime };
  const mostFilters = mode === 'all' ? widestSpread(layers, mesh, spread) : undefined;
  const mapped: MappedLayer[] = [];
  const problems: MappingProblem[] = [];
  let [pass, used] = [1, noProcessors()];
  for (const layer of layers) {
    const fnp3IsFree = used.total - used.FNP2 < mesh.processors - mesh.fnp2;
    const own = { ...spread, mostFilters, fnp3IsFree };
    const need = processorNeed(layer, own);
    if (!need) {
      problems.push({ layer: layer.name, type: null, needed: 1, available: 0 });
      break;
    }
    const placed = placeLayer(need, used, mesh);
    if (placed.lacking) problems.push({ layer: layer.name, ...placed.lacking });
    const mapping = need.count > mesh.processors ? null : mapLayer(layer, own);
    if (!mapping) break;
    if (placed.beginsPass) pass++;
    used = placed.used;
    mapped.push({ ...namedLayer(layer), ...mapping, pass });
  }
  const own = mapped.reduce((sum, { programBytes }) => sum + programBytes, 0);
  return {
    ...{ chip, mode, problems, layers: mapped, passes: pass },
    fits: problems.length === 0,
    programBytes:
      own +
      networkProgramBytes(
        mapped.map(({ kind }) => kind),
        mesh,
        runtime,
      ),
    processors: mapped.map(needIn).reduce(withLayer, noProcessors()),
  };
}

/** A layer's own facts alone: those of a converted one come with its weights. */
function namedLayer(layer: NamedLayer): NamedLayer {
  const { name, kind, input, inputBits, kernelSize, filters, weightBits, pooling } = layer;
  const { activates = true, convolution } = layer;
  return {
    ...{ name, kind, input, inputBits, kernelSize, filters, weightBits, pooling, activates },
    ...(convolution && { convolution }),
  };
}

/** Processors by type; `total` leaves out the unit of the input convolution. */
export type ProcessorCounts = Mapping['processors'];

/** Before the first layer. */
export function noProcessors(): ProcessorCounts {
  return { HRC: 0, CNP1: 0, FNP2: 0, FNP3: 0, total: 0 };
}

function needIn({ processors }: LayerMapping): ProcessorNeed {
  return { type: processors[0]?.type ?? 'CNP1', count: processors.length };
}

/** With those of one more layer. */
function withLayer(counts: ProcessorCounts, { type, count }: ProcessorNeed): ProcessorCounts {
  const total = counts.total + (type === 'HRC' ? 0 : count);
  return { ...counts, [type]: counts[type] + count, total };
}

/** A layer behind others. */
interface PlacedLayer {
  /** Processors of its pass, its own among them. */
  readonly used: ProcessorCounts;
  /** Null: it has what it needs. */
  readonly lacking: Lack | null;
  /** True: those before it are done when it begins. */
  readonly beginsPass: boolean;
}

/** Places a layer behind those whose processors are taken; where they leave too few, in a pass of its own if the chip has several. */
export function placeLayer(need: ProcessorNeed, used: ProcessorCounts, mesh: Mesh): PlacedLayer {
  const lacking = lackOf(need, used, mesh);
  if (lacking && mesh.severalPasses && used.total > 0) {
    const none = noProcessors();
    return { used: withLayer(none, need), lacking: lackOf(need, none, mesh), beginsPass: true };
  }
  return { used: withLayer(used, need), lacking, beginsPass: false };
}

/** What a layer lacks behind those that are placed; null: nothing. */
function lackOf(
  { type, count: needed }: ProcessorNeed,
  used: ProcessorCounts,
  mesh: Mesh,
): Lack | null {
  if (type === 'HRC') return null;
  const left = [mesh.processors - used.total];
  if (type !== 'CNP1') left.push(mesh.dense - used.FNP2 - used.FNP3);
  if (type === 'FNP2') left.push(mesh.fnp2 - used.FNP2);
  const available = Math.max(0, Math.min(...left));
  return needed > available ? { type, needed, available } : null;
}

/** The fewest filters a processor with which the whole network still fits at once; where none does, as many as a processor takes. */
function widestSpread(
  layers: readonly NamedLayer[],
  { processors }: Mesh,
  spread: Required<Pick<LayerSpread, 'processor' | 'runtime'>>,
): number | undefined {
  const size = spread.processor;
  // The parts of a map do not depend on how the filters are spread.
  const convolutions = layers
    .filter(({ kind }) => kind === 'Convolutional' || kind === 'SeparableConvolutional')
    .map((layer) => ({ layer, parts: mapParts(layer, size, spread.runtime)?.count ?? 0 }));
  const dense = layers.filter(({ kind }) => kind === 'FullyConnected').length;
  const largest = Math.max(0, ...convolutions.map(({ layer }) => layer.filters));
  const fits = (most: number): boolean => {
    let total = dense;
    for (const { layer, parts } of convolutions) {
      total += parts * (filterShares(layer, size, most)?.length ?? 0);
      if (total > processors) return false;
    }
    return true;
  };
  if (!fits(largest)) return undefined;
  // More filters a processor never take more processors: the bound is found by halving.
  let [low, high] = [1, largest];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
