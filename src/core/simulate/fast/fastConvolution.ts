import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import type { PackedWeights, WeightUnit } from './packWeights.ts';
import type { Scratch, ScratchSizes } from './scratch.ts';

/** Where a convolution reads: an int16 buffer of cells, and the cells of its windows. */
export interface ConvolutionSource {
  readonly address: number;
  /** Cells in the buffer, padding included. */
  readonly cells: number;
  readonly cellBytes: number;
  /** Index of the first cell of each output position's window. */
  readonly windows: Int32Array;
  /** Cells of a window, from its first: index, one entry a cell of the packed weights. */
  readonly windowCells: Int32Array;
  /** False where a window cell of the weights covers several buffer cells (pixels): such a source has no event lists. */
  readonly listable: boolean;
}

/** A convolution ready to run, both ways, into scratch.convolved. */
export interface FastConvolution {
  /** Bytes of one position's potentials there. */
  readonly stride: number;
  /** False where events cannot be listed: see ConvolutionSource. */
  readonly listable: boolean;
  dense(scratch: Scratch): void;
  events(scratch: Scratch): void;
  /** True when skipping zeros is the faster way at this share of non-zero inputs. */
  prefersEvents(density: number): boolean;
  readonly scratch: ScratchSizes;
}

/** Positions that the dense kernel takes at a time. */
const POSITIONS = 4;

/** Places weights and tables of a convolution in memory. */
export function createFastConvolution(
  { kernels, arena }: { kernels: Kernels; arena: Arena },
  weights: PackedWeights,
  source: ConvolutionSource,
): FastConvolution {
  const { units, groups, shift, blocks, paddedNeurons } = weights;
  const count = source.windows.length;
  const paddedCount = Math.ceil(count / POSITIONS) * POSITIONS;
  const lastWindow = source.windows[count - 1] ?? 0;
  const densePositions = arena.place(
    Int32Array.from(
      { length: paddedCount },
      (_, i) => (source.windows[i] ?? lastWindow) * source.cellBytes,
    ),
  );
  const eventPositions = arena.place(source.windows.map((cell) => cell * groups * 4));
  const runs = denseRuns(units, source);
  const runTable = arena.place(Int32Array.from(runs.flat()));
  const unitTable = arena.place(Int32Array.from(eventUnits(weights, source).flat()));
  const data = arena.place(weights.data);
  const blockBytes = weights.data.byteLength / blocks;
  const stride = paddedNeurons * 4;
  const listPairs = source.cellBytes / 4 / groups;
  const shape = [blockBytes, blocks, shift] as const;
  return {
    stride,
    listable: source.listable,
    scratch: {
      potentials: paddedCount * stride,
      ends: source.listable ? source.cells * groups * 4 : 0,
      lists: source.listable ? source.cells * source.cellBytes * 2 + 8 : 0,
    },
    dense({ convolved }) {
      const at = [
        densePositions,
        paddedCount,
        source.address,
        runTable,
        runs.length,
        data,
      ] as const;
      kernels.convolveDense(...at, ...shape, convolved, stride);
    },
    events({ convolved, ends, lists }) {
      kernels.listEvents(source.address, source.cells * groups, listPairs, ends, lists);
      const from = [eventPositions, count, ends, lists, listPairs * 8] as const;
      kernels.convolveEvents(...from, unitTable, units.length, data, ...shape, convolved, stride);
    },
    prefersEvents: (density) => source.listable && eventsAreFaster(weights, source, density),
  };
}

/** Stretches of memory that the dense kernel walks without looking up: neighbouring units up to a flush. */
function denseRuns(units: readonly WeightUnit[], source: ConvolutionSource): number[][] {
  const runs: number[][] = [];
  let current: [number, number, number] | null = null;
  for (const { cell, firstPair, pairs, mode } of units) {
    const at = (source.windowCells[cell] ?? 0) * source.cellBytes + firstPair * 4;
    if (current !== null && current[2] === 0 && current[0] + current[1] * 4 === at) {
      current[1] += pairs;
      current[2] = mode;
    } else {
      current = [at, pairs, mode];
      runs.push(current);
    }
  }
  return runs;
}

function eventUnits({ units, groups }: PackedWeights, source: ConvolutionSource): number[][] {
  let row = 0;
  return units.map(({ cell, firstPair, pairs, mode }) => {
    const weightOffset = row * 32;
    row += pairs;
    const list = (source.windowCells[cell] ?? 0) * groups + firstPair / pairs;
    return [list * 4, weightOffset, mode];
  });
}

/**
 * Compares instruction counts of the two kernels, read from their inner loops: dense 22 a pair for 4 positions x 2 vectors;
 * events 26 a pair for 8 vectors or 8 for 2, and a mispredicted loop end a list.
 */
function eventsAreFaster(
  weights: PackedWeights,
  source: ConvolutionSource,
  density: number,
): boolean {
  const { units, blocks } = weights;
  const pairs = units.reduce((sum, unit) => sum + unit.pairs, 0);
  const pairDensity = 1 - (1 - density) ** 2;
  const positions = source.windows.length;
  const denseCost = Math.ceil(positions / POSITIONS) * pairs * blocks * 22;
  const fours = Math.floor(blocks / 4);
  const ones = blocks % 4;
  const pairCost = fours * 30 + ones * 8;
  const listCost = (fours + ones) * 40;
  const eventCost =
    positions * (pairs * pairDensity * pairCost + units.length * listCost) +
    source.cells * (source.cellBytes / 4) * 6;
  return eventCost < denseCost;
}
