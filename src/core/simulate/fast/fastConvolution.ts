import type { Arena, Scratch, ScratchSizes } from './memory.ts';
import type { Kernels } from './kernels.ts';
import type { PackedWeights, WeightRun } from './packWeights.ts';

/** Where a convolution reads: an int16 buffer of cells, and the cells of its windows. */
export interface ConvolutionSource {
  readonly address: number;
  /** Cells in the buffer, padding included. */
  readonly cells: number;
  readonly cellBytes: number;
  /** Index of the first cell of each output position's window. */
  readonly windows: Int32Array;
  /** A window is `rows` rows of `rowLength` cells, `rowCells` cells apart in the buffer. */
  readonly rows: number;
  readonly rowLength: number;
  readonly rowCells: number;
  /** False where a cell of the weights covers a row of buffer cells (pixels): such a source has no event lists. */
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

const EVENT_SLOWNESS = 1.3;

/** Places weights and tables of a convolution in memory. */
export function createFastConvolution(
  { kernels, arena }: { kernels: Kernels; arena: Arena },
  weights: PackedWeights,
  source: ConvolutionSource,
): FastConvolution {
  const { shift, blocks, paddedNeurons, pairsAFlush } = weights;
  const count = source.windows.length;
  const paddedCount = Math.ceil(count / POSITIONS) * POSITIONS;
  const lastWindow = source.windows[count - 1] ?? 0;
  const densePositions = arena.place(
    Int32Array.from(
      { length: paddedCount },
      (_, i) => (source.windows[i] ?? lastWindow) * source.cellBytes,
    ),
  );
  const windows = arena.place(source.windows);
  const runs = denseRuns(weights.runs, source);
  const runTable = arena.place(Int32Array.from(runs.flat()));
  const data = arena.place(weights.data);
  const blockBytes = weights.data.byteLength / blocks;
  const stride = paddedNeurons * 4;
  const pairs = source.cellBytes / 4;
  const { rowCells, rows, rowLength } = source;
  const shape = [blockBytes, blocks, shift] as const;
  return {
    stride,
    listable: source.listable,
    scratch: {
      potentials: (paddedCount + 1) * stride,
      starts: source.listable ? (source.cells + 1) * 4 : 0,
      events: source.listable ? (source.cells * pairs + 1) * 8 : 0,
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
    events({ convolved, starts, events }) {
      kernels.listEvents(source.address, source.cells, pairs, starts, events);
      const from = [windows, count, starts, rowCells, rows, rowLength, pairs, pairsAFlush] as const;
      kernels.convolveEvents(...from, data, ...shape, convolved, stride);
    },
    prefersEvents: (density) => source.listable && eventsAreFaster(weights, source, density),
  };
}

/** Stretches of memory that the dense kernel walks without looking up: neighbouring runs up to a flush. */
function denseRuns(weightRuns: readonly WeightRun[], source: ConvolutionSource): number[][] {
  const { cellBytes, rowCells, rowLength } = source;
  const cellsARow = source.listable ? rowLength : 1;
  const runs: [number, number, number][] = [];
  for (const { cell, firstPair, pairs, mode } of weightRuns) {
    const bufferCell = Math.floor(cell / cellsARow) * rowCells + (cell % cellsARow);
    const at = bufferCell * cellBytes + firstPair * 4;
    const previous = runs.at(-1);
    if (previous !== undefined && previous[2] === 0 && previous[0] + previous[1] * 4 === at) {
      previous[1] += pairs;
      previous[2] = mode;
    } else runs.push([at, pairs, mode]);
  }
  return runs;
}

/**
 * Compares instruction counts of the two kernels, read from their inner loops: dense 22 a pair for 4 positions x 2 vectors;
 * events 26 a pair for 8 vectors or 14 for 4, a flush, and a mispredicted loop end a row of the window. Events wait on their
 * weights' addresses: measured, their instructions take EVENT_SLOWNESS times as long.
 */
function eventsAreFaster(
  weights: PackedWeights,
  source: ConvolutionSource,
  density: number,
): boolean {
  const { blocks, pairsAFlush } = weights;
  const cellPairs = source.cellBytes / 4;
  const pairs = source.rows * source.rowLength * cellPairs;
  const positions = source.windows.length;
  const denseCost = Math.ceil(positions / POSITIONS) * pairs * blocks * 22;
  const fours = Math.floor((blocks + 1) / 4);
  const twos = Math.ceil((blocks - fours * 4) / 2);
  const events = pairs * (1 - (1 - density) ** 2);
  const flushes = 1 + Math.floor(events / pairsAFlush);
  const passCost = (vectors: number): number =>
    events * (2 + vectors * 3) + flushes * vectors * 10 + source.rows * 40;
  const eventCost =
    positions * (fours * passCost(8) + Math.max(twos, 0) * passCost(4)) +
    source.cells * cellPairs * 4;
  return eventCost * EVENT_SLOWNESS < denseCost;
}
