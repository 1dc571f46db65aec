import { akida1 } from './akida1.ts';
import { defineTarget, type LayerLimits, type Limit, type PoolLimit } from './define.ts';

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

/** AKD1000 (NSoC_v2), the Akida 1.0 chip of the development boards. */
export const akd1000 = defineTarget({
  id: 'akd1000',
  name: 'AKD1000 (NSoC_v2, Akida 1.0)',
  doc: 'The first Akida chip: 4-bit spikes, 1- to 4-bit weights, 8-bit pixels into the first convolution.',
  generation: akida1,
  eventCosts: [
    { kind: 'Convolutional', kernel: 1, weightBits: 4, clocks: 0.375 },
    { kind: 'Convolutional', kernel: 3, weightBits: 4, clocks: 0.635 },
    { kind: 'Convolutional', kernel: 5, weightBits: 4, clocks: 2.185 },
    { kind: 'Convolutional', kernel: 7, weightBits: 4, clocks: 9.25 },
    { kind: 'SeparableConvolutional', kernel: 3, weightBits: 4, clocks: 0.625 },
    { kind: 'Convolutional', kernel: 5, weightBits: 2, clocks: 0.98 },
    { kind: 'Convolutional', kernel: 7, weightBits: 2, clocks: 1.6 },
  ],
  layers: {
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
  },
});
