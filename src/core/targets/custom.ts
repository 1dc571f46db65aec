import type { HardwareTarget } from './define.ts';
import type { ChipId } from './index.ts';

/**
 * A chip of one's own: Akida 1.0 is licensed in any size. What is left out is as in the base.
 * @example two nodes: { processors: { CNP1: 8, FNP2: 1, FNP3: 1 } }
 */
export interface CustomChip {
  /** For people; default: what it has. */
  readonly name?: string;
  /** Whose limits of single layers count, and whose costs. Default: akd1000. */
  readonly base?: ChipId;
  readonly processors: CustomProcessors;
  /** Bytes of one processor for the map that it reads. */
  readonly inputSram?: number;
  /** Bytes of one processor for weights. */
  readonly weightSram?: number;
  readonly megahertz?: number;
  /** True: a network that does not fit at once runs in parts, one after the other. */
  readonly severalPasses?: boolean;
}

/** Processors by type. Every one is a CNP1; some are of another type as well, as the vendor's devices list them. */
export interface CustomProcessors {
  /** All of them. */
  readonly CNP1: number;
  /** Of these, how many take a dense layer whose weights lie outside. */
  readonly FNP2: number;
  /** Of these, how many take a dense layer with its weights. */
  readonly FNP3: number;
}

/** What a record may say, from and to. Memories hold a word at least: 50 bits of weights, 32 of a map. */
export const customBounds = {
  processors: [1, 4096],
  inputSram: [4, 2 ** 24],
  weightSram: [7, 2 ** 24],
  megahertz: [1, 100_000],
} as const;

const known = new WeakMap<CustomChip, HardwareTarget>();

/**
 * The chip that a record describes: limits and costs are the base's, processors, memories and clock its own. The same object for the same record.
 * Power at rest is not known of a chip of another size, and what the base draws is left out where the number of processors differs.
 */
export function customTarget(chip: CustomChip, base: HardwareTarget): HardwareTarget {
  const found = known.get(chip);
  if (found) return found;
  const { processors, megahertz, inputSram, weightSram, severalPasses } = chip;
  const mesh = {
    processors: processors.CNP1,
    fnp2: processors.FNP2,
    dense: processors.FNP2 + processors.FNP3,
    severalPasses: severalPasses ?? base.mesh.severalPasses,
    processor: {
      ...base.mesh.processor,
      ...(inputSram === undefined ? {} : { inputBytes: inputSram }),
      ...(weightSram === undefined ? {} : { weightBytes: weightSram }),
    },
    source: 'set by the user; docs/reference/chips-mapping.md#chips-and-their-processors',
  };
  const target = {
    ...base,
    id: 'custom',
    name: chip.name ?? `Own chip, ${processors.CNP1} processors`,
    doc: `A chip of one's own with the limits of ${base.name}.`,
    mesh,
    megahertz:
      megahertz === undefined ? base.megahertz : { value: megahertz, source: 'set by the user' },
    floorMilliwatts: processors.CNP1 === base.mesh.processors ? base.floorMilliwatts : null,
  };
  known.set(chip, target);
  return target;
}
