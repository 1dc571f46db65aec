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
  readonly minFirstDimension?: Limit<number>;
  readonly minSecondDimension?: Limit<number>;
  readonly maxSecondDimension?: Limit<number>;
  /** Largest H, W of the input. */
  readonly maxSide?: Limit<number>;
  readonly maxChannels?: Limit<number>;
  /** Kernel sizes; kernels are square wherever this is given. */
  readonly kernelSizes?: Limit<readonly number[]>;
  readonly strides?: Limit<readonly number[]>;
  /** Both strides must be the same. */
  readonly equalStrides?: Limit<true>;
  /** The only kernel size that may have stride 2. */
  readonly strideTwoKernels?: Limit<readonly number[]>;
  readonly paddings?: Limit<readonly Padding[]>;
  /** Windows that must fit the second dimension with padding 'valid'. */
  readonly minValidWindows?: Limit<number>;
  /** Smallest second dimension behind a max pool. */
  readonly minPooledRows?: Limit<number>;
  /** Most input channels by kernel size, then weight bits: one filter must fit a processor. */
  readonly maxChannelsPerFilter?: Limit<Readonly<Record<number, Readonly<Record<number, number>>>>>;
  readonly maxFilters?: Limit<number>;
  /** Most filters by input channels, then kernel size. */
  readonly maxInputFilters?: Limit<Readonly<Record<number, Readonly<Record<number, number>>>>>;
  readonly pools?: Limit<readonly PoolLimit[]>;
  /** What may come behind a layer with max pooling; it may not be the last then. */
  readonly maxPoolingNext?: Limit<readonly ChipKind[]>;
  /** null: no global average pooling at all. */
  readonly globalAverage?: Limit<{
    /** Largest first dimension of the layer's input. */
    readonly maxWidth: number;
    /** Smallest second dimension of the convolution's output. */
    readonly minRows: number;
  } | null>;
  readonly inputBits?: Limit<readonly number[]>;
  readonly weightBits?: Limit<readonly number[]>;
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

/** A chip: its limits as data. A target is one file and one line in the index. */
export interface HardwareTarget {
  readonly id: string;
  readonly name: string;
  /** One sentence for people. */
  readonly doc: string;
  readonly layers: Readonly<Record<ChipKind, LayerLimits>>;
}

/** Declares a chip. */
export function defineTarget(target: HardwareTarget): HardwareTarget {
  return target;
}
