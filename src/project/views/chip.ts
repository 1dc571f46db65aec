import type { AkidaModel } from '../../core/akida/model.ts';
import type { ProcessorType } from '../../core/map/mappable.ts';
import { mapModel, type MappedLayer, type Mapping } from '../../core/map/mapModel.ts';
import { targetOf, type ChipChoice } from '../../core/targets/index.ts';
import { chipName } from './mappedChips.ts';

/** Processors of a layer that are alike. */
interface ProcessorGroup {
  readonly type: ProcessorType;
  /** Of each. */
  readonly filters: number;
  readonly count: number;
}

/** One layer where it lies on the chip. */
export interface ChipLayerView extends Pick<
  MappedLayer,
  | 'name'
  | 'kind'
  | 'pass'
  | 'parts'
  | 'singleBuffer'
  | 'inputBytes'
  | 'weightBytes'
  | 'programBytes'
> {
  /** Those with the most filters first. */
  readonly groups: readonly ProcessorGroup[];
  /** How many it takes; the unit of the input convolution is none. */
  readonly processors: number;
}

/** Where a network lies on a chip: names and numbers. */
export interface ChipView extends Omit<Mapping, 'layers'> {
  /** Of the chip, for people. */
  readonly name: string;
  /** Processors of the chip, and how many of them take a dense layer: with its weights outside (fnp2), or of either kind. */
  readonly mesh: {
    readonly processors: number;
    readonly fnp2: number;
    readonly dense: number;
    readonly inputBytes: number;
    readonly weightBytes: number;
  };
  /** Processors that the fullest pass takes. */
  readonly mostAtOnce: number;
  readonly layers: readonly ChipLayerView[];
}

/** Mappings by network and chip: several views ask for the same. */
const known = new WeakMap<AkidaModel, Map<string, Mapping>>();

/** The mapping of a converted network; the same object for the same network and chip. */
export function mappingOf(akida: AkidaModel, chip: ChipChoice): Mapping {
  const found = known.get(akida) ?? new Map<string, Mapping>();
  known.set(akida, found);
  const key = JSON.stringify(chip);
  const mapping = found.get(key) ?? mapModel(akida, { chip });
  found.set(key, mapping);
  return mapping;
}

/** Where a converted network lies on a chip, for a screen. */
export function describeChip(akida: AkidaModel, chip: ChipChoice): ChipView {
  const mapping = mappingOf(akida, chip);
  const layers = mapping.layers.map(({ processors, ...layer }): ChipLayerView => {
    const { name, kind, pass, parts, singleBuffer, inputBytes, weightBytes, programBytes } = layer;
    const groups = groupsOf(processors);
    return {
      ...{ name, kind, pass, parts, singleBuffer, inputBytes, weightBytes, programBytes, groups },
      processors: groups[0]?.type === 'HRC' ? 0 : processors.length,
    };
  });
  const inPass = Array<number>(mapping.passes).fill(0);
  for (const { pass, processors } of layers) {
    inPass[pass - 1] = (inPass[pass - 1] ?? 0) + processors;
  }
  const { processors, fnp2, dense, processor } = targetOf(chip).mesh;
  const { inputBytes, weightBytes } = processor;
  return {
    ...mapping,
    layers,
    name: chipName(chip),
    mesh: { processors, fnp2, dense, inputBytes, weightBytes },
    mostAtOnce: Math.max(0, ...inPass),
  };
}

function groupsOf(processors: MappedLayer['processors']): readonly ProcessorGroup[] {
  const groups = new Map<string, ProcessorGroup>();
  for (const { type, filters } of processors) {
    const key = `${type} ${filters}`;
    groups.set(key, { type, filters, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => b.filters - a.filters);
}
