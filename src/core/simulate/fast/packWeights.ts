/** A weight matrix: rows are (cell, channel) of a window, columns neurons. */
export interface WeightMatrix {
  readonly weights: Int8Array;
  readonly cells: number;
  readonly channels: number;
  readonly neurons: number;
  /** Largest absolute input. */
  readonly maxInput: number;
  /** True where inputs may be negative (depthwise sums). */
  readonly signedInput: boolean;
}

/** A stretch of one cell's channel pairs that the dense kernel sums without a look at its accumulators. */
export interface WeightRun {
  readonly cell: number;
  /** First pair of the stretch in its cell. */
  readonly firstPair: number;
  readonly pairs: number;
  /** What to do with the accumulators behind it: 0 go on, 1 overwrite the potentials, 2 add to them. */
  readonly mode: 0 | 1 | 2;
}

/** Weights in the kernels' order: see convolveDense in ../assembly. */
export interface PackedWeights {
  /** int16 (block, cell, pair, vector of the block, lane, member of the pair). */
  readonly data: Int16Array;
  readonly blocks: number;
  /** 0: one weight an int16. Otherwise two, `low + (high << shift)`, so that one product serves two neurons. */
  readonly shift: number;
  /** Neurons with those that fill up the last block, whose weights are 0. */
  readonly paddedNeurons: number;
  readonly runs: readonly WeightRun[];
  /** Pairs that the accumulators can hold whatever the pairs are. */
  readonly pairsAFlush: number;
}

/** A flush costs about this many multiply-adds a vector; packing pays while it is rarer than every fourth pair. */
const FEWEST_PAIRS_A_FLUSH = 4;
const WHOLE_BLOCK = 8;
const PACKED_BLOCK = 16;

/**
 * Packs weights for the SIMD kernels, two in each int16 where the values are small enough:
 *     input * (low + (high << shift)) = input * low + (input * high << shift)
 * Sums of such products come apart again as long as the low sum fits in `shift` signed bits and the whole in 32. The runs end
 * where the worst inputs these weights can meet could break that; there the dense kernel takes the sums apart and starts anew.
 */
export function packWeights(matrix: WeightMatrix): PackedWeights {
  const shift = largestShift(matrix.weights);
  const flushes = flushPoints(matrix, shift);
  const pairs = matrix.cells * Math.ceil(matrix.channels / 2);
  const pays =
    flushes !== null &&
    (flushes.before.size === 0 || pairs / (flushes.before.size + 1) >= FEWEST_PAIRS_A_FLUSH);
  return pays ? packed(matrix, shift, flushes) : packed(matrix, 0, NO_FLUSHES);
}

/** Where the dense kernel has to flush, as pair indices, and how often the event kernel has to. */
interface FlushPoints {
  readonly before: ReadonlySet<number>;
  readonly pairsAFlush: number;
}

/** Whole accumulators wrap at 32 bits as the runtime's do: they need no flush. */
const NO_FLUSHES: FlushPoints = { before: new Set(), pairsAFlush: 2 ** 24 };

/** The most bits that leave every `low + (high << shift)` in int16. */
function largestShift(weights: Int8Array): number {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1);
  return Math.floor(Math.log2((2 ** 15 - 1 - largest) / largest));
}

/** Cuts all pairs into stretches that fit; null when one pair alone can leave its bits. */
function flushPoints(matrix: WeightMatrix, shift: number): FlushPoints | null {
  const { cells, channels, neurons } = matrix;
  const before = new Set<number>();
  const most = emptyBounds(neurons);
  let sums = emptyBounds(neurons);
  let pair = 0;
  for (let cell = 0; cell < cells; cell++) {
    for (let c = 0; c < channels; c += 2, pair++) {
      const row = cell * channels + c;
      const own = pairBounds(matrix, row, c + 1 < channels ? row + 2 : row + 1);
      if (!fits(own, shift, 1)) return null;
      combine(most, own, Math.max);
      combine(sums, own, (a, b) => a + b);
      if (fits(sums, shift, 1)) continue;
      before.add(pair);
      sums = own;
    }
  }
  let pairsAFlush = 1;
  while (pairsAFlush < pair && fits(most, shift, pairsAFlush + 1)) pairsAFlush++;
  return { before, pairsAFlush };
}

function runsOf({ cells, channels }: WeightMatrix, before: ReadonlySet<number>): WeightRun[] {
  const pairs = Math.ceil(channels / 2);
  const runs: WeightRun[] = [];
  let mode: 1 | 2 = 1;
  for (let cell = 0; cell < cells; cell++) {
    let firstPair = 0;
    for (let end = 1; end <= pairs; end++) {
      const next = cell * pairs + end;
      const flushes = before.has(next) || next === cells * pairs;
      if (!flushes && end < pairs) continue;
      runs.push({ cell, firstPair, pairs: end - firstPair, mode: flushes ? mode : 0 });
      if (flushes) mode = 2;
      firstPair = end;
    }
  }
  return runs;
}

/** Most that sums can reach above and below zero, a neuron. */
interface Bounds {
  readonly above: Float64Array;
  readonly below: Float64Array;
}

function emptyBounds(neurons: number): Bounds {
  return { above: new Float64Array(neurons), below: new Float64Array(neurons) };
}

function pairBounds(matrix: WeightMatrix, row: number, end: number): Bounds {
  const { neurons, weights, maxInput, signedInput } = matrix;
  const bounds = emptyBounds(neurons);
  for (let i = row * neurons; i < end * neurons; i++) {
    const n = i % neurons;
    const reach = (weights[i] ?? 0) * maxInput;
    if (reach > 0 || signedInput) bounds.above[n] = (bounds.above[n] ?? 0) + Math.abs(reach);
    if (reach < 0 || signedInput) bounds.below[n] = (bounds.below[n] ?? 0) + Math.abs(reach);
  }
  return bounds;
}

function combine(into: Bounds, own: Bounds, join: (a: number, b: number) => number): void {
  own.above.forEach((value, n) => (into.above[n] = join(into.above[n] ?? 0, value)));
  own.below.forEach((value, n) => (into.below[n] = join(into.below[n] ?? 0, value)));
}

function fits({ above, below }: Bounds, shift: number, times: number): boolean {
  const low = 2 ** (shift - 1);
  const high = 2 ** (31 - shift) - 1;
  return above.every((value, n) => {
    const limit = isLow(n) ? low : high;
    return value * times < limit && (below[n] ?? 0) * times < limit;
  });
}

/** Of every 8 neurons of a vector the first 4 are the low ones. */
function isLow(neuron: number): boolean {
  return neuron % 8 < 4;
}

function packed(matrix: WeightMatrix, shift: number, flushes: FlushPoints): PackedWeights {
  const { weights, cells, channels, neurons } = matrix;
  const blockNeurons = shift === 0 ? WHOLE_BLOCK : PACKED_BLOCK;
  const blocks = Math.ceil(neurons / blockNeurons);
  const pairs = Math.ceil(channels / 2);
  const rows = cells * pairs;
  const data = new Int16Array(blocks * rows * 16);
  for (let cell = 0; cell < cells; cell++) {
    for (let c = 0; c < channels; c++) {
      const from = (cell * channels + c) * neurons;
      const row = cell * pairs + (c >> 1);
      for (let n = 0; n < neurons; n++) {
        const block = Math.floor(n / blockNeurons);
        const inBlock = n % blockNeurons;
        const isHigh = shift !== 0 && !isLow(n);
        const lane = shift === 0 ? inBlock : (inBlock >> 3) * 4 + (inBlock & 3);
        const to = (block * rows + row) * 16 + lane * 2 + (c & 1);
        const weight = weights[from + n] ?? 0;
        data[to] = (data[to] ?? 0) + (isHigh ? weight * 2 ** shift : weight);
      }
    }
  }
  return {
    data,
    blocks,
    shift,
    paddedNeurons: blocks * blockNeurons,
    runs: runsOf(matrix, flushes.before),
    pairsAFlush: flushes.pairsAFlush,
  };
}
