import type { Dims } from '../analysis/chipPlan.ts';
import type { ProcessorSize } from '../targets/akida1.ts';
import type { MappableLayer } from './mapLayer.ts';
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

/**
 * In how many parts processors read the map of a convolution: the fewest whose largest one, with the cells that it shares with its neighbours
 * (half a kernel a side), fits the input memory.
 * @returns null where not even single cells fit
 * @source docs/reference/chips-mapping.md#processors-of-a-convolution
 */
export function mapParts(
  { input, inputBits, kernelSize }: Pick<MappableLayer, 'input' | 'inputBits' | 'kernelSize'>,
  size: ProcessorSize,
): MapParts | null {
  const [first, second, channels] = input;
  const border = Math.floor(kernelSize[0] / 2);
  let best: MapParts | null = null;
  // Fewer cells a part are more parts: the numbers of parts rise, however large the map is.
  for (let width = size.firstCells; width > 0; width--) {
    const nx = Math.ceil(first / width);
    for (let height = size.secondCells; height > 0; height--) {
      const ny = Math.ceil(second / height);
      if (best && nx * ny >= best.count) break;
      const part: Dims = [
        withBorders(first, nx, border),
        withBorders(second, ny, border),
        channels,
      ];
      const bytes = inputBytes(part, inputBits);
      if (bytes > size.inputBytes) continue;
      best = { counts: [nx, ny], count: nx * ny, bytes };
      break;
    }
  }
  return best;
}

/** Cells of the largest of `count` parts with what it needs of its neighbours: on both sides for inner parts. */
function withBorders(size: number, count: number, border: number): number {
  const sides = Math.min(count - 1, 2);
  return Math.min(Math.ceil(size / count) + sides * border, size);
}

/**
 * Filters of each processor of a convolution: the fewest processors that hold all of them.
 * @param mostFilters  of one processor; default: as many as it takes
 * @returns null where one filter does not fit, or bits and kernel have no layout
 * @source docs/reference/chips-mapping.md#processors-of-a-convolution
 */
export function filterShares(
  layer: MappableLayer,
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

/** Words of so many of the layer's filters; null where bits and kernel have no layout. */
export function wordsOf(
  { kind, kernelSize, weightBits, input }: MappableLayer,
  filters: number,
  where: 'memory' | 'program' = 'memory',
): number | null {
  const [kernel] = kernelSize;
  return kind === 'SeparableConvolutional'
    ? separableWords(kernel, weightBits, input[2], filters, where)
    : convolutionWords(kernel, weightBits, input[2], filters);
}
