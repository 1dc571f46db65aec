import type { ChipKind } from '../layers/define.ts';
import type { Padding } from '../tensor/window.ts';
import type { ChipGeneration, Limit, PoolLimit } from './define.ts';

/** What one neural processor holds. */
export interface ProcessorSize {
  /** Bytes of the map that it reads. */
  readonly inputBytes: number;
  /** Bytes for weights. */
  readonly weightBytes: number;
  readonly filters: number;
  /** Most cells of a map along its first axis. */
  readonly firstCells: number;
  /** Most cells of a map along its second axis. */
  readonly secondCells: number;
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
  /** Kernel sizes that may have stride 2. */
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

/** A neural processor of Akida 1.0. @source docs/reference/chips-mapping.md#processors-of-a-convolution */
export const akida1Processor: ProcessorSize = {
  inputBytes: 43_008,
  weightBytes: 44_800,
  filters: 504,
  firstCells: 32,
  secondCells: 256,
};

/** Akida 1.0: what the runtime and the file of every chip of it hold; what a chip takes of that is among its own limits. */
export const akida1: ChipGeneration = {
  pixelBits: 8,
  eventBits: 4,
  imageChannels: [1, 3],
  weightBits: [1, 2, 4, 8],
  activationBits: [1, 2, 4],
};

/** Tried out on the vendor's virtual AKD1000; the same numbers stand in docs/reference/compatibility.md#hardware-akd1000. */
const DEVICE = 'virtual AKD1000 of akida 2.3.6; docs/reference/compatibility.md#hardware-akd1000';
/** Tried out only; no public page names it. Cases: src/core/rules/fixtures/deviceVerdicts.json. */
const TRIED =
  'virtual AKD1000 of akida 2.3.6, src/core/rules/fixtures/deviceVerdicts.json; docs/reference/compatibility.md#hardware-akd1000';

function limit<T>(value: T, source = DEVICE): Limit<T> {
  return { value, source };
}

function pools(...sizes: readonly (readonly [number, number])[]): readonly PoolLimit[] {
  return sizes.map((size) => ({ size, strides: size }));
}

/** Shared by Convolutional and SeparableConvolutional. */
const CONVOLUTION = {
  maxSide: limit(4096),
  maxChannels: limit(2048),
  maxFilters: limit(2048, TRIED),
  strides: limit([1, 2]),
  equalStrides: limit(true),
  strideTwoKernels: limit([3]),
  paddings: limit(['same']),
  pools: limit([...pools([1, 1], [2, 2]), { size: [2, 2], strides: [1, 1] }]),
  maxPoolingNext: limit(['Convolutional', 'SeparableConvolutional']),
  globalAverage: limit({ maxWidth: 32, minRows: 3 }),
  inputBits: limit([1, 2, 4]),
  activationBits: limit([1, 2, 4]),
  maxActStep: limit(65535, TRIED),
  thresholdBits: limit(20, TRIED),
} as const satisfies LayerLimits;

/** Input channels that fit one filter, by weight bits; 1 bit was not tried: the toolkit cannot make it. */
const NARROW_FILTER = { 2: 896, 4: 448 } as const;

/** What the layers of an Akida 1.0 chip may be; a chip's own file says where it differs. */
export const akida1Layers: Readonly<Record<ChipKind, LayerLimits>> = {
  InputConvolutional: {
    minFirstDimension: limit(5),
    minSecondDimension: limit(5),
    // A newer public page caps one side only and allows 8-bit weights only; the device is what runs the model.
    maxSecondDimension: limit(256),
    kernelSizes: limit([3, 5, 7]),
    strides: limit([1, 2, 3]),
    minValidWindows: limit(2, TRIED),
    minPooledRows: limit(2, TRIED),
    maxInputFilters: limit({
      1: { 3: 512, 5: 192, 7: 96 },
      3: { 3: 192, 5: 64, 7: 32 },
    }),
    pools: limit(pools([1, 1], [1, 2], [2, 1], [2, 2])),
    globalAverage: limit(null),
    // The device also takes 3, 5, 6 and 7 bits; rule weight-bits warns of them.
    weightBits: limit([1, 2, 3, 4, 5, 6, 7, 8], TRIED),
    activationBits: limit([1, 2, 4]),
    maxActStep: limit(1048575, TRIED),
    thresholdBits: limit(24, TRIED),
    nonZeroKernel: limit(true),
    firstNeedsActivation: limit(true),
  },
  Convolutional: {
    ...CONVOLUTION,
    maxChannelsPerFilter: limit(
      { 1: NARROW_FILTER, 3: NARROW_FILTER, 5: NARROW_FILTER, 7: { 2: 448, 4: 149 } },
      TRIED,
    ),
    kernelSizes: limit([1, 3, 5, 7]),
    weightBits: limit([1, 2, 4]),
  },
  SeparableConvolutional: {
    ...CONVOLUTION,
    // The 3x3 ones, and 5x5 at 2 bits, fit up to the general bound of 2048 channels.
    maxChannelsPerFilter: limit({ 5: { 4: 1792 }, 7: { 2: 1792, 4: 896 } }, TRIED),
    kernelSizes: limit([3, 5, 7]),
    weightBits: limit([2, 4]),
    nonZeroKernel: limit(true),
  },
  FullyConnected: {
    inputBits: limit([1, 2, 4]),
    weightBits: limit([1, 2, 4]),
    activationBits: limit([1, 2, 4]),
    maxInputs: limit(57334),
    maxActStep: limit(65535, TRIED),
    headStepIsFree: limit(true, TRIED),
    thresholdBits: limit(20, TRIED),
  },
};
