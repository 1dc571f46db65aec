import type { ChipKind } from '../layers/define.ts';
import type { LayerLimits } from './akida1.ts';

/** A number of the chip and where it comes from. */
export interface Limit<T> {
  readonly value: T;
  readonly source: string;
}

/** One pooling the chip can do, as [x, y] pairs. */
export interface PoolLimit {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
}

/** Bits and channels that all chips of one generation share, with their runtime and their file format. */
export interface ChipGeneration {
  /** Bits of pixels. @source docs/reference/integer-semantics.md#convert */
  readonly pixelBits: number;
  /** Bits of inputs that are no pixels. @source docs/reference/integer-semantics.md#convert */
  readonly eventBits: number;
  /** Channels of an image. @source docs/reference/compatibility.md#image-input */
  readonly imageChannels: readonly number[];
  /** Bits in which a file stores weights, ascending. @source docs/reference/compatibility.md#weight-bits */
  readonly weightBits: readonly number[];
  /** Bits of spikes, ascending. @source docs/reference/compatibility.md#activation-bits */
  readonly activationBits: readonly number[];
}

/** Clocks per input event and filter on one neural processor, for one kind of layer. */
interface EventCost {
  readonly kind: ChipKind;
  readonly kernel: number;
  readonly weightBits: number;
  readonly clocks: number;
}

/** The processors of a chip. @source docs/reference/chips-mapping.md#how-chips-map-a-network */
export interface Mesh {
  /** Processors beside the unit of the input convolution. */
  readonly processors: number;
  /** Of these, how many take a dense layer whose weights lie outside (FNP2); null: not known. */
  readonly fnp2: number | null;
  /** Of these, how many take a dense layer of either kind; null: not known. */
  readonly dense: number | null;
  /** True: a network that does not fit at once runs in parts, one after the other. */
  readonly severalPasses: boolean;
}

/** What the vendor published of the costs of a chip, and what its virtual device says of its processors. */
export interface ChipCosts {
  readonly id: string;
  /** Absent: nothing is known. */
  readonly mesh?: Mesh;
  /** Clock of its processors. @source docs/reference/cost-model.md#chips */
  readonly megahertz?: number;
  /** Empty: nothing was published. @source docs/reference/cost-model.md#event-cost-law */
  readonly eventCosts: readonly EventCost[];
}

/** A chip: its limits and costs as data. A target is one file and one line in the index. */
export interface HardwareTarget extends ChipCosts {
  readonly generation: ChipGeneration;
  readonly name: string;
  /** One sentence for people. */
  readonly doc: string;
  readonly layers: Readonly<Record<ChipKind, LayerLimits>>;
}

/** Declares a chip whose limits are not known. */
export function defineCosts(costs: ChipCosts): ChipCosts {
  return costs;
}

/** Declares a chip. */
export function defineTarget(target: HardwareTarget): HardwareTarget {
  return target;
}
