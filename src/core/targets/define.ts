import type { ChipKind } from '../layers/define.ts';
import type { LayerLimits, ProcessorSize } from './akida1.ts';

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
export interface EventCost {
  readonly kind: ChipKind;
  readonly kernel: number;
  readonly weightBits: number;
  readonly clocks: number;
}

/** A figure from several published measurements. */
export interface Measured extends Limit<number> {
  /** The least and the most of them. */
  readonly low: number;
  readonly high: number;
  /** Which ones, for people: ends a sentence. */
  readonly basis: string;
}

/** The processors of a chip. Every one takes convolutions. @source docs/reference/chips-mapping.md#how-chips-map-a-network */
export interface Mesh {
  /** Processors beside the unit of the input convolution. */
  readonly processors: number;
  /** Of these, how many take a dense layer whose weights lie outside (FNP2). */
  readonly fnp2: number;
  /** Of these, how many take a dense layer of either kind (FNP2 and FNP3). */
  readonly dense: number;
  /** True: a network that does not fit at once runs in parts, one after the other. */
  readonly severalPasses: boolean;
  /** What one of them holds. */
  readonly processor: ProcessorSize;
  /** Where these numbers come from. */
  readonly source: string;
}

/** A chip: its limits, its processors and its costs as data. A target is one file and one line in the index. */
export interface HardwareTarget {
  readonly id: string;
  readonly name: string;
  /** One sentence for people. */
  readonly doc: string;
  readonly generation: ChipGeneration;
  readonly layers: Readonly<Record<ChipKind, LayerLimits>>;
  readonly mesh: Mesh;
  /** Clock; null: not known. */
  readonly megahertz: Limit<number> | null;
  /** Power that it draws while it does nothing; null: not known. */
  readonly floorMilliwatts: Measured | null;
  /** Energy of a clock of one busy processor, beyond that; null: not known. */
  readonly picojoules: Measured | null;
  /** Empty: nothing was published. @source docs/reference/cost-model.md#event-cost-law */
  readonly eventCosts: readonly EventCost[];
}

/** Declares a chip. */
export function defineTarget(target: HardwareTarget): HardwareTarget {
  return target;
}
