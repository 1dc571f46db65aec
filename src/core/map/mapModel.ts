import type { AkidaModel } from '../akida/model.ts';
import { neuronsOf } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { fail } from '../errors/diagnostic.ts';
import { akida1 } from '../targets/akida1.ts';
import type { Mesh } from '../targets/define.ts';
import { costedChips, DEFAULT_TARGET } from '../targets/index.ts';
import {
  mapLayer,
  processorNeed,
  type LayerMapping,
  type MappableLayer,
  type ProcessorNeed,
  type ProcessorType,
} from './mapLayer.ts';

/** A chip whose processors are known. */
export type MappedChip = keyof typeof costedChips;

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
  /** Default: akd1000. */
  readonly chip?: MappedChip;
  /** Default: 'minimal'. */
  readonly mode?: MappingMode;
}

/** A layer to be mapped. */
export interface NamedLayer extends MappableLayer {
  readonly name: string;
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
  readonly chip: MappedChip;
  readonly mode: MappingMode;
  /** True: the chip takes the network. */
  readonly fits: boolean;
  readonly problems: readonly MappingProblem[];
  /** Parts of the network that run one after the other; 1: all layers at once. */
  readonly passes: number;
  readonly programBytes: number;
  /** Processors by type, over all passes; `total` leaves out the unit of the input convolution. */
  readonly processors: Readonly<Record<ProcessorType | 'total', number>>;
  /** Up to the first layer that no processor takes. */
  readonly layers: readonly MappedLayer[];
}

/**
 * Says which processors of a chip each layer of a converted network takes, as the vendor's virtual devices map it.
 * @throws StudioError map/unknown-chip
 * @example mapModel(model, { chip: 'akd1500' }).processors.total
 * @source docs/reference/chips-mapping.md#how-chips-map-a-network
 */
export function mapModel(model: AkidaModel, options: MappingOptions = {}): Mapping {
  return mapLayers(mappableLayers(model), options);
}

/** `mapModel` for layers that are known by their shapes and bits alone. */
export function mapLayers(
  layers: readonly NamedLayer[],
  { chip = DEFAULT_TARGET, mode = 'minimal' }: MappingOptions = {},
): Mapping {
  const mesh = meshOf(chip);
  const most = mode === 'all' ? widestSpread(layers, mesh) : undefined;
  const mapped: MappedLayer[] = [];
  const problems: MappingProblem[] = [];
  let [pass, used] = [1, noProcessors()];
  for (const layer of layers) {
    const fnp3IsFree = mesh.fnp2 === null || used.total - used.FNP2 < mesh.processors - mesh.fnp2;
    const mapping = mapLayer(layer, { mostFilters: most, fnp3IsFree });
    if (!mapping) {
      problems.push({ layer: layer.name, type: null, needed: 1, available: 0 });
      break;
    }
    const need = needIn(mapping);
    let lacking = lackOf(need, used, mesh);
    if (lacking && mesh.severalPasses && used.total > 0) {
      [pass, used] = [pass + 1, noProcessors()];
      lacking = lackOf(need, used, mesh);
    }
    if (lacking) problems.push({ layer: layer.name, ...lacking });
    used = withLayer(used, need);
    mapped.push({ ...layer, ...mapping, pass });
  }
  return {
    ...{ chip, mode, problems, layers: mapped, passes: pass },
    fits: problems.length === 0,
    programBytes: mapped.reduce((sum, { programBytes }) => sum + programBytes, 0),
    processors: mapped.map(needIn).reduce(withLayer, noProcessors()),
  };
}

function meshOf(chip: MappedChip): Mesh {
  const known = Object.hasOwn(costedChips, chip) ? costedChips[chip].mesh : undefined;
  return known ?? fail('map/unknown-chip', {}, chip, Object.keys(costedChips));
}

/** Layers of a converted network as mapping sees them. */
function mappableLayers(model: AkidaModel): readonly NamedLayer[] {
  const geometry = geometryOf(model);
  let inputBits = akida1.pixelBits;
  return model.layers.flatMap((layer, i) => {
    if (layer.kind === 'InputData') {
      ({ inputBits } = layer);
      return [];
    }
    const { name, kind, weightBits } = layer;
    const found = {
      ...{ name, kind, weightBits, inputBits, filters: neuronsOf(layer) },
      input: geometry[i]?.input ?? [0, 0, 0],
      kernelSize: kind === 'FullyConnected' ? ([1, 1] as const) : layer.kernelSize,
      pooling: kind === 'FullyConnected' ? ({ type: 'none' } as const) : layer.pooling,
    };
    inputBits = layer.activation ? layer.actBits : inputBits;
    return [found];
  });
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
export function withLayer(
  counts: ProcessorCounts,
  { type, count }: ProcessorNeed,
): ProcessorCounts {
  const total = counts.total + (type === 'HRC' ? 0 : count);
  return { ...counts, [type]: counts[type] + count, total };
}

/** What a layer lacks behind those that are placed; null: nothing. */
export function lackOf(
  { type, count: needed }: ProcessorNeed,
  used: ProcessorCounts,
  mesh: Mesh,
): Lack | null {
  if (type === 'HRC') return null;
  const left = [mesh.processors - used.total];
  if (type !== 'CNP1' && mesh.dense !== null) left.push(mesh.dense - used.FNP2 - used.FNP3);
  if (type === 'FNP2' && mesh.fnp2 !== null) left.push(mesh.fnp2 - used.FNP2);
  const available = Math.max(0, Math.min(...left));
  return needed > available ? { type, needed, available } : null;
}

/** The fewest filters a processor with which the whole network still fits at once; where none does, as many as a processor takes. */
function widestSpread(layers: readonly NamedLayer[], mesh: Mesh): number | undefined {
  const convolutions = layers.filter(
    ({ kind }) => kind === 'Convolutional' || kind === 'SeparableConvolutional',
  );
  const dense = layers.filter(({ kind }) => kind === 'FullyConnected').length;
  const largest = Math.max(0, ...convolutions.map(({ filters }) => filters));
  const fits = (most: number): boolean => {
    let total = dense;
    for (const layer of convolutions) {
      total += processorNeed(layer, { mostFilters: most })?.count ?? 0;
      if (total > mesh.processors) return false;
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
