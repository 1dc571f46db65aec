import type { Dims } from '../analysis/chipPlan.ts';
import type { ProcessorSize } from '../targets/akida1.ts';
import type { MappableLayer, MappingRuntime } from './mappable.ts';
import { convolutionWords, inputBytes, separableWords, wordsIn } from './memory.ts';

/** How the map of a layer is cut. */
interface MapParts {
  /** Parts along the first and the second dimension. */
  readonly counts: readonly [number, number];
  /** Of all parts. */
  readonly count: number;
  /** Of the largest part with its borders. */
  readonly bytes: number;
}

type CutLayer = Pick<MappableLayer, 'input' | 'inputBits' | 'kernelSize' | 'pooling'>;

/**
 * In how many parts processors read the map of a convolution: the fewest whose largest one, with the cells that it shares with its neighbours
 * (half a kernel a side), fits the input memory. A part of a pooled map holds whole windows of the pool.
 * @param runtime  2.3.6 cuts the second dimension only where it must, and the first one for the memory
 * @returns null where not even single cells fit
 * @source docs/reference/chips-mapping.md#processors-of-a-convolution
 */
export function mapParts(
  layer: CutLayer,
  size: ProcessorSize,
  runtime: MappingRuntime = '2.19.3',
): MapParts | null {
  const [first, second, channels] = layer.input;
  let best: MapParts | null = null;
  // Fewer cells a part are more parts: the numbers of parts rise, however large the map is.
  for (let width = size.firstCells; width > 0; width--) {
    const nx = Math.ceil(first / width);
    for (let height = size.secondCells; height > 0; height--) {
      const ny = Math.ceil(second / height);
      if (best && nx * ny >= best.count) break;
      const part: Dims = [
        withBorders(first, nx, pieceOf(layer, 0, nx), borderOf(layer)),
        withBorders(second, ny, pieceOf(layer, 1, ny), borderOf(layer)),
        channels,
      ];
      const bytes = inputBytes(part, layer.inputBits);
      if (bytes <= size.inputBytes) best = { counts: [nx, ny], count: nx * ny, bytes };
      if (bytes <= size.inputBytes || runtime === '2.3.6') break;
    }
    if (best && runtime === '2.3.6') break;
  }
  return best;
}

/** Cells of a part that are its own along an axis, from its place among `count`: [from, to]. */
export function cellsOf(
  layer: CutLayer,
  axis: 0 | 1,
  count: number,
  place: number,
): readonly [number, number] {
  const [size, piece] = [layer.input[axis], pieceOf(layer, axis, count)];
  return [Math.min(size, place * piece), Math.min(size, (place + 1) * piece)];
}

/** Cells of a part along an axis with those that it reads of its neighbours. */
export function cellsRead(layer: CutLayer, axis: 0 | 1, count: number, place: number): number {
  const [from, to] = cellsOf(layer, axis, count, place);
  const border = borderOf(layer);
  return Math.min(layer.input[axis], to + border) - Math.max(0, from - border);
}

function borderOf({ kernelSize }: CutLayer): number {
  return Math.floor(kernelSize[0] / 2);
}

/** Cells of a part without borders: whole steps of the pool, so that no window of it lies in two. */
function pieceOf({ input, pooling }: CutLayer, axis: 0 | 1, count: number): number {
  const step = pooling.type === 'max' ? pooling.strides[axis] : 1;
  return step * Math.ceil(Math.ceil(input[axis] / count) / step);
}

/** Cells of the largest of `count` parts with what it needs of its neighbours: on both sides for inner parts. */
function withBorders(size: number, count: number, piece: number, border: number): number {
  const sides = Math.min(count - 1, 2);
  return Math.min(piece + sides * border, size);
}

/**
 * Filters of each processor of a convolution: the fewest processors that hold all of them.
 * @param mostFilters  of one processor; default: as many as it takes
 * @returns null where one filter does not fit, or bits and kernel have no layout
 * @source docs/reference/chips-mapping.md#processors-of-a-convolution
 */
export function filterShares(
  layer: WeightedLayer,
  size: ProcessorSize,
  mostFilters = size.filters,
): readonly number[] | null {
  const { filters } = layer;
  const one = wordsOf(layer, 1);
  const most = wordsIn(size.weightBytes);
  if (one === null || one > most) return null;
  let count = Math.ceil(filters / Math.min(mostFilters, size.filters));
  while ((wordsOf(layer, Math.ceil(filters / count)) ?? 0) > most) count++;
  const each = Math.ceil(filters / count);
  return Array.from({ length: count }, (_, i) =>
    i < count - 1 ? each : filters - each * (count - 1),
  );
}

type WeightedLayer = Pick<
  MappableLayer,
  'kind' | 'kernelSize' | 'weightBits' | 'input' | 'filters'
>;

/** Most input channels of which one filter fits so many bytes; null where bits and kernel have no layout. */
export function channelsOfFilter(
  layer: Pick<MappableLayer, 'kind' | 'kernelSize' | 'weightBits'>,
  bytes: number,
): number | null {
  const wordsFor = (channels: number) => wordsOf({ ...layer, input: [1, 1, channels] }, 1);
  const one = wordsFor(1);
  if (one === null) return null;
  const most = wordsIn(bytes);
  // Channels have the same words each, but for what the depthwise filters round up.
  let channels = Math.floor(most / ((wordsFor(1024) ?? 0) / 1024));
  while (channels > 0 && (wordsFor(channels) ?? 0) > most) channels--;
  return channels;
}

/** Words of so many of the layer's filters; null where bits and kernel have no layout. */
export function wordsOf(
  { kind, kernelSize, weightBits, input }: Omit<WeightedLayer, 'filters'>,
  filters: number,
  where: 'memory' | 'program' = 'memory',
): number | null {
  const [kernel] = kernelSize;
  return kind === 'SeparableConvolutional'
    ? separableWords(kernel, weightBits, input[2], filters, where)
    : convolutionWords(kernel, weightBits, input[2], filters);
}
