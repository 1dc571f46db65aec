import type { AkidaPooling } from '../akida/model.ts';
import type { Dims } from '../analysis/chipPlan.ts';
import type { ChipKind } from '../layers/define.ts';
import { akida1Processor, type ProcessorSize } from '../targets/akida1.ts';
import { bytesOfWords, denseBytes, inputBytes, pixelFilterBytes } from './memory.ts';
import { filterShares, mapParts, wordsOf } from './split.ts';

/** What takes a layer: the input convolution's own unit, a convolution processor, and the two kinds that take a dense layer. */
export type ProcessorType = 'HRC' | 'CNP1' | 'FNP2' | 'FNP3';

/** What mapping looks at. */
export interface MappableLayer {
  readonly kind: ChipKind;
  readonly input: Dims;
  readonly inputBits: number;
  readonly kernelSize: readonly [number, number];
  readonly filters: number;
  readonly weightBits: number;
  readonly pooling: Pick<AkidaPooling, 'type'>;
}

/** Where one layer lies on a chip. */
export interface LayerMapping {
  readonly processors: readonly { readonly type: ProcessorType; readonly filters: number }[];
  /** Parts that the map is cut into, along the first and the second dimension. */
  readonly parts: readonly [number, number];
  /** One input buffer instead of two: the next map waits until this one is done. */
  readonly singleBuffer: boolean;
  /** Of one processor's part, in bytes. */
  readonly inputBytes: number;
  /** Of the processor with the most filters, in bytes; 0 where the weights lie outside of it (HRC, FNP2). */
  readonly weightBytes: number;
  /** Of the whole layer, in bytes. */
  readonly programBytes: number;
}

/** How many processors of which type a layer takes. */
export interface ProcessorNeed {
  readonly type: ProcessorType;
  readonly count: number;
}

/** What the chip is, and what the rest of the network leaves to a layer. */
export interface LayerSpread {
  /** What one processor holds. Default: that of Akida 1.0. */
  readonly processor?: ProcessorSize;
  /** Filters of one processor; fewer spread the layer wider. */
  readonly mostFilters?: number | undefined;
  /** False: the processors that keep the weights of a dense layer (FNP3) are taken; it goes to one that does not (FNP2). */
  readonly fnp3IsFree?: boolean;
}

/** A layer's program, each of its processors' and what a max pool adds, in bytes. @source docs/reference/chips-mapping.md#program-size */
const PROGRAM = {
  layer: 464,
  processor: { conv: 224, separable: 232 },
  pool: 312,
  poolFilter: 128,
};
/** The same for dense layers, by their processor, and for the input convolution. */
const DENSE_PROGRAM = { FNP3: 680, FNP2: 728 } as const;
const PIXEL_PROGRAM = { small: 552, other: 600 };

/**
 * Maps one layer on as few processors as it takes.
 *     convolutions: parts of the filters * parts of the map; filters so that words * 50 bits fit the weight memory, the map so that each
 *     part with its borders fits the input memory
 * @returns null where no processor takes the layer: one filter does not fit, or bits and kernel have no layout
 * @source docs/reference/chips-mapping.md#processors-of-a-convolution
 */
export function mapLayer(
  layer: MappableLayer,
  { processor = akida1Processor, mostFilters, fnp3IsFree = true }: LayerSpread = {},
): LayerMapping | null {
  switch (layer.kind) {
    case 'InputConvolutional':
      return mapPixels(layer);
    case 'FullyConnected':
      return mapDense(layer, processor, fnp3IsFree);
    case 'Convolutional':
    case 'SeparableConvolutional':
      return mapConvolution(layer, processor, mostFilters);
  }
}

/** What `mapLayer` takes, counted without listing it: a layer may need millions. */
export function processorNeed(
  layer: MappableLayer,
  spread: LayerSpread = {},
): ProcessorNeed | null {
  if (layer.kind === 'InputConvolutional' || layer.kind === 'FullyConnected') {
    const [only] = mapLayer(layer, spread)?.processors ?? [];
    return only ? { type: only.type, count: 1 } : null;
  }
  const { processor = akida1Processor, mostFilters } = spread;
  const shares = filterShares(layer, processor, mostFilters);
  const parts = mapParts(layer, processor);
  return shares && parts ? { type: 'CNP1', count: shares.length * parts.count } : null;
}

function mapPixels({ kernelSize, input, inputBits, filters }: MappableLayer): LayerMapping | null {
  const [kernel] = kernelSize;
  const [, , channels] = input;
  const each = pixelFilterBytes(kernel, channels);
  if (each === null) return null;
  const base = kernel === 3 && channels === 1 ? PIXEL_PROGRAM.small : PIXEL_PROGRAM.other;
  return {
    processors: [{ type: 'HRC', filters }],
    parts: [1, 1],
    singleBuffer: false,
    inputBytes: inputBytes(input, inputBits),
    weightBytes: 0,
    programBytes: base + each * filters,
  };
}

function mapDense(
  { input, filters, weightBits }: MappableLayer,
  size: ProcessorSize,
  fnp3IsFree: boolean,
): LayerMapping | null {
  const [x, y, c] = input;
  const neuron = denseBytes(weightBits, x * y * c);
  if (neuron === null) return null;
  const bytes = 4 * Math.ceil((filters * neuron * 25) / 24 / 4);
  const type = bytes <= size.weightBytes && fnp3IsFree ? 'FNP3' : 'FNP2';
  return {
    processors: [{ type, filters }],
    parts: [1, 1],
    singleBuffer: true,
    // A dense layer takes spikes one by one: a bit for each of its inputs.
    inputBytes: 4 * Math.ceil((x * y * c) / 32),
    weightBytes: type === 'FNP3' ? bytes : 0,
    programBytes: DENSE_PROGRAM[type] + filters * neuron,
  };
}

function mapConvolution(
  layer: MappableLayer,
  size: ProcessorSize,
  mostFilters?: number,
): LayerMapping | null {
  const shares = filterShares(layer, size, mostFilters);
  const parts = mapParts(layer, size);
  if (!shares || !parts) return null;
  const [nx, ny] = parts.counts;
  const processors = Array.from({ length: nx * ny }, () => shares).flat();
  const words = processors.reduce(
    (sum, filters) => sum + (wordsOf(layer, filters, 'program') ?? 0),
    0,
  );
  const isSeparable = layer.kind === 'SeparableConvolutional';
  const own = isSeparable ? PROGRAM.processor.separable : PROGRAM.processor.conv;
  const pool = layer.pooling.type === 'max' ? PROGRAM.pool + PROGRAM.poolFilter * layer.filters : 0;
  const held = processors.reduce((sum, filters) => sum + filters, 0);
  return {
    processors: processors.map((filters) => ({ type: 'CNP1', filters })),
    parts: parts.counts,
    singleBuffer: parts.bytes > size.inputBytes / 2,
    inputBytes: parts.bytes,
    weightBytes: bytesOfWords(wordsOf(layer, shares[0] ?? 0) ?? 0),
    programBytes: PROGRAM.layer + own * processors.length + 8 * words + 8 * held + pool,
  };
}
