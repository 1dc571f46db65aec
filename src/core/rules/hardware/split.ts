import type { ProcessorSize } from '../../targets/akida1.ts';
import type { HardwareLayer } from './hardwareLayers.ts';

/**
 * In how many pieces, along the first and the second axis, neural processors read the map of a convolution: the fewest whose largest
 * one, with the cells that it shares with its neighbours (half a kernel a side), fits the input memory.
 * @returns null where size or bits are not known
 * @source docs/reference/chips-mapping.md#processors-of-a-convolution
 */
export function mapPieces(
  { input, kernelSize, inputBits }: HardwareLayer,
  size: ProcessorSize,
): readonly [number, number] | null {
  if (!input || inputBits === null) return null;
  const least = [
    Math.ceil(input[0] / size.firstCells),
    Math.ceil(input[1] / size.secondCells),
  ] as const;
  let fewest: readonly [number, number] | null = null;
  for (let nx = least[0]; nx <= input[0]; nx++) {
    for (let ny = least[1]; ny <= input[1]; ny++) {
      if (fewest && nx * ny >= fewest[0] * fewest[1]) break;
      const piece = [
        pieceOf(input[0], nx, kernelSize[0]),
        pieceOf(input[1], ny, kernelSize[1]),
        input[2],
      ] as const;
      if (inputBytes(piece, inputBits) <= size.inputBytes) fewest = [nx, ny];
    }
  }
  return fewest;
}

/**
 * Filters of each group of a convolution: the fewest groups that fit a processor's weight memory.
 * @returns null where size or bits are not known, or one filter does not fit (hw-filter-memory tells it)
 * @source docs/reference/chips-mapping.md#processors-of-a-convolution
 */
export function filterGroups(layer: HardwareLayer, size: ProcessorSize): readonly number[] | null {
  for (let groups = 1; groups <= layer.filters; groups++) {
    const most = Math.ceil(layer.filters / groups);
    const words = weightWords(layer, most);
    if (words === null) return null;
    if (most > size.filters || words > size.weightWords) continue;
    const full = Math.ceil(layer.filters / most) - 1;
    return [...new Array<number>(full).fill(most), layer.filters - full * most];
  }
  return null;
}

/** Bytes of a map of spikes. @source docs/reference/chips-mapping.md#input-memory */
export function inputBytes(
  [first, second, channels]: readonly [number, number, number],
  bits: number,
): number {
  let words = Math.floor(channels / 4) * Math.ceil((first * 4 * bits) / 32);
  const rest = channels % 4;
  if (rest > 0) words += Math.ceil((first * rest * bits) / 32);
  return second * 4 * words;
}

/** Cells of the largest of n pieces of an axis, with what it shares with its neighbours. */
function pieceOf(cells: number, pieces: number, kernel: number): number {
  const borders = Math.min(pieces - 1, 2);
  return Math.min(Math.ceil(cells / pieces) + borders * Math.floor(kernel / 2), cells);
}

/** Words of 50 bits that filters take; null for a kernel whose layout is not known. @source docs/reference/chips-mapping.md#weight-memory */
function weightWords(layer: HardwareLayer, filters: number): number | null {
  const { input, weightBits: bits } = layer;
  if (!input || bits === null) return null;
  const [kernel, channels] = [layer.kernelSize[0], input[2]];
  if (layer.kind !== 'SeparableConvolutional') {
    const words = CONVOLUTION_WORDS[bits]?.[kernel];
    return words ? 8 * channels * words(Math.ceil(filters / 8)) : null;
  }
  const depthwise = DEPTHWISE_WORDS[bits]?.[kernel];
  const pointwise = POINTWISE_WORDS[bits];
  if (!depthwise || !pointwise) return null;
  const [words, together] = depthwise;
  return words * Math.ceil(channels / together) + channels * pointwise(filters);
}

type Words = (engine: number) => number;
type ByKernel<T> = Readonly<Record<number, T>>;

/** By weight bits and kernel, of g filters an engine. */
const CONVOLUTION_WORDS: Readonly<Record<number, ByKernel<Words>>> = {
  4: {
    1: (g) => 2 * Math.ceil(g / 24),
    3: (g) => 2 * Math.ceil((9 * g) / 24),
    5: (g) => 2 * g,
    7: (g) => 2 * Math.ceil((21 * g) / 8),
  },
  2: {
    1: (g) => Math.ceil(g / 24),
    3: (g) => Math.ceil((2 * g) / 5),
    5: (g) => g,
    7: (g) => 2 * g,
  },
  1: {
    1: (g) => Math.ceil(g / 24),
    3: (g) => Math.ceil(g / 5),
    5: (g) => Math.ceil(g / 2),
    7: (g) => g,
  },
};

/** By weight bits and kernel: words, and the channels that share them. */
const DEPTHWISE_WORDS: Readonly<Record<number, ByKernel<readonly [number, number]>>> = {
  4: { 3: [8, 8], 5: [24, 8], 7: [56, 8] },
  2: { 3: [8, 16], 5: [8, 8], 7: [24, 8] },
};

const POINTWISE_WORDS: Readonly<Record<number, Words>> = {
  4: (filters) => 2 * Math.floor(filters / 24) + Math.ceil((filters % 24) / 8),
  2: (filters) => {
    const rest = filters % 24;
    const words = rest === 0 ? 0 : rest <= 8 || rest === 16 ? 1 : 2;
    return Math.floor(filters / 24) + words;
  },
};
