import type { ChipKind } from '../layers/define.ts';
import type { Padding } from '../tensor/window.ts';

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

/** What one kind of layer may be. An absent limit means: no limit known. */
export interface LayerLimits {
  /** Smallest first dimension of the input. */
  readonly minFirstDimension?: Limit<number>;
  /** Smallest second dimension of the input. */
  readonly minSecondDimension?: Limit<number>;
  /** Largest second dimension of the input. */
  readonly maxSecondDimension?: Limit<number>;
  /** Largest H, W of the input. */
  readonly maxSide?: Limit<number>;
  /** Most channels of the input. */
  readonly maxChannels?: Limit<number>;
  /** Kernel sizes; kernels are square wherever this is given. */
  readonly kernelSizes?: Limit<readonly number[]>;
  /** Steps of the convolution, in each direction. */
  readonly strides?: Limit<readonly number[]>;
  /** Both strides must be the same. */
  readonly equalStrides?: Limit<true>;
  /** The only kernel size that may have stride 2. */
  readonly strideTwoKernels?: Limit<readonly number[]>;
  /** Paddings of the convolution. */
  readonly paddings?: Limit<readonly Padding[]>;
  /** Windows that must fit the second dimension with padding 'valid'. */
  readonly minValidWindows?: Limit<number>;
  /** Smallest second dimension behind a max pool. */
  readonly minPooledRows?: Limit<number>;
  /** Most input channels by kernel size, then weight bits: one filter must fit a processor. */
  readonly maxChannelsPerFilter?: Limit<Readonly<Record<number, Readonly<Record<number, number>>>>>;
  /** Most filters. */
  readonly maxFilters?: Limit<number>;
  /** Most filters by input channels, then kernel size. */
  readonly maxInputFilters?: Limit<Readonly<Record<number, Readonly<Record<number, number>>>>>;
  /** Max pools. */
  readonly pools?: Limit<readonly PoolLimit[]>;
  /** What may come behind a layer with max pooling; it may not be the last then. */
  readonly maxPoolingNext?: Limit<readonly ChipKind[]>;
  /** Global average pooling. Null where there is none. */
  readonly globalAverage?: Limit<{
    /** Largest first dimension of the layer's input. */
    readonly maxWidth: number;
    /** Smallest second dimension of the convolution's output. */
    readonly minRows: number;
  } | null>;
  /** Bits of the spikes that come in. */
  readonly inputBits?: Limit<readonly number[]>;
  /** Bits of the weights. */
  readonly weightBits?: Limit<readonly number[]>;
  /** Bits of the spikes that go out. */
  readonly activationBits?: Limit<readonly number[]>;
  /** Largest W * H * C of the input. */
  readonly maxInputs?: Limit<number>;
  /** Largest whole part of a converted act_step. */
  readonly maxActStep?: Limit<number>;
  /** The step of a layer without activation is not stored, so it has no bound. */
  readonly headStepIsFree?: Limit<true>;
  /** Bits of a threshold, signed; the head's are not stored. */
  readonly thresholdBits?: Limit<number>;
  /** A kernel of zeros is refused. */
  readonly nonZeroKernel?: Limit<true>;
  /** As the first layer it needs an activation. */
  readonly firstNeedsActivation?: Limit<true>;
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

/** What the vendor published of the costs of a chip. */
export interface ChipCosts {
  readonly id: string;
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
