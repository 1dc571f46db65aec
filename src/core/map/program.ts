import type { Mesh } from '../targets/define.ts';
import type { MappableLayer, MappingRuntime, ProcessorType } from './mappable.ts';
import { denseBytes, pixelFilterBytes } from './memory.ts';
import { wordsOf } from './split.ts';

/**
 * Bytes of a network's program, as the runtimes write it.
 *     network = start + sum of layers + handover where an input convolution is not alone
 * The constants were found by comparing the programs of single layers and of networks.
 * @source docs/reference/chips-mapping.md#program-size
 */
interface ProgramConstants {
  readonly start: number;
  /** What every layer adds, by the type of its processors. */
  readonly layer: Readonly<Record<ProcessorType, number>>;
  /** What an input convolution adds where it hands its spikes to another layer. */
  readonly handover: number;
  /** The program of a convolution is cut into blocks of 256 KiB, and each but the first has a header. */
  readonly header: number;
}

const CONSTANTS: Readonly<Record<MappingRuntime, ProgramConstants>> = {
  '2.19.3': {
    start: 408,
    layer: { HRC: 192, CNP1: 56, FNP2: 320, FNP3: 272 },
    handover: 52,
    header: 24,
  },
  '2.3.6': {
    start: 344,
    layer: { HRC: 108, CNP1: 32, FNP2: 276, FNP3: 248 },
    handover: 116,
    header: 16,
  },
};

/** A convolution's processor, beside its words and filters. */
const PROCESSOR = { Convolutional: 224, SeparableConvolutional: 232 } as const;
/** A 3x3 input convolution on one channel takes less. */
const ONE_CHANNEL_PIXELS = 48;
/** A filter of a convolution, and what one adds that gives potentials instead of spikes. */
const FILTER = 8;
const POTENTIAL = 8;
const BLOCK_BYTES = 2 ** 18;
/** What a chip that runs networks in several passes has more at the start, and less at the handover. */
const SEVERAL_PASSES = { start: 20, handover: -8 };

/** What is not any layer's: the start, and the way out of the input convolution. */
export function networkProgramBytes(
  kinds: readonly MappableLayer['kind'][],
  { severalPasses }: Pick<Mesh, 'severalPasses'>,
  runtime: MappingRuntime = '2.19.3',
): number {
  const { start, handover } = CONSTANTS[runtime];
  const hands = kinds.length > 1 && kinds.includes('InputConvolutional');
  const own = severalPasses ? SEVERAL_PASSES : NO_MORE;
  return start + own.start + (hands ? handover + own.handover : 0);
}

const NO_MORE = { start: 0, handover: 0 };

/**
 * What a layer adds to the program.
 *     convolution   56 + sum over processors of (224 + 8 * words + 8 * filters); separable 232
 *     dense         272 (FNP3) or 320 (FNP2) + filters * bytes of a neuron
 *     input         192 + filters * bytes of a filter; 48 less for 3x3 on one channel
 *     without activation 8 more a filter; of a convolution, 24 more for each further 256 KiB
 * @param shares  filters of its processors
 */
export function layerProgramBytes(
  layer: MappableLayer,
  type: ProcessorType,
  shares: readonly number[],
  runtime: MappingRuntime = '2.19.3',
): number {
  const filters = shares.reduce((sum, own) => sum + own, 0);
  const potentials = layer.activates === false ? POTENTIAL * filters : 0;
  const { layer: own, header } = CONSTANTS[runtime];
  const bytes = own[type] + potentials + weightsOf(layer, shares, filters);
  return bytes + (type === 'CNP1' ? header * Math.floor(bytes / BLOCK_BYTES) : 0);
}

function weightsOf(layer: MappableLayer, shares: readonly number[], filters: number): number {
  const { kind, input, kernelSize, weightBits } = layer;
  const [x, y, channels] = input;
  switch (kind) {
    case 'InputConvolutional': {
      const less = kernelSize[0] === 3 && channels === 1 ? ONE_CHANNEL_PIXELS : 0;
      return filters * (pixelFilterBytes(kernelSize[0], channels) ?? 0) - less;
    }
    case 'FullyConnected':
      return filters * (denseBytes(weightBits, x * y * channels) ?? 0);
    case 'Convolutional':
    case 'SeparableConvolutional':
      return shares.reduce(
        (sum, own) =>
          sum + PROCESSOR[kind] + 8 * (wordsOf(layer, own, 'program') ?? 0) + FILTER * own,
        0,
      );
  }
}
