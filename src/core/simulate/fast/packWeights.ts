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

/** A stretch of one cell's channel pairs, the smallest piece an engine may flush after. */
export interface WeightUnit {
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
  readonly units: readonly WeightUnit[];
  /** Stretches a cell is cut into. */
  readonly groups: number;
}

/** A flush costs about this many multiply-adds a vector; packing pays while it is rarer than every fourth pair. */
const FEWEST_PAIRS_A_FLUSH = 4;
const WHOLE_BLOCK = 8;
const PACKED_BLOCK = 16;

/**
 * Packs weights for the SIMD kernels, two in each int16 where the values are small enough:
 *     input * (low + (high << shift)) = input * low + (input * high << shift)
 * Sums of such products come apart again as long as the low sum fits in `shift` bits and the whole in 32. The units say
 * where that could end, by the worst inputs these weights can meet; there the kernels take the sums apart and start anew.
 */
export function packWeights(matrix: WeightMatrix): PackedWeights {
  const shift = largestShift(matrix.weights);
  for (const groups of divisors(Math.ceil(matrix.channels / 2))) {
    const units = unitsOf(matrix, groups, shift);
    if (units === null) continue;
    const flushes = units.filter((unit) => unit.mode !== 0).length;
    const pairs = matrix.cells * Math.ceil(matrix.channels / 2);
    if (flushes > 1 && pairs / flushes < FEWEST_PAIRS_A_FLUSH) break;
    return packed(matrix, shift, groups, units);
  }
  return packed(matrix, 0, 1, wholeUnits(matrix));
}

function divisors(value: number): number[] {
  return Array.from({ length: value }, (_, i) => i + 1).filter((d) => value % d === 0);
}

/** The most bits that leave every `low + (high << shift)` in int16. */
function largestShift(weights: Int8Array): number {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1);
  return Math.floor(Math.log2((2 ** 15 - 1 - largest) / largest));
}

function wholeUnits({ cells, channels }: WeightMatrix): WeightUnit[] {
  const pairs = Math.ceil(channels / 2);
  return Array.from({ length: cells }, (_, cell) => ({
    cell,
    firstPair: 0,
    pairs,
    mode: cell === cells - 1 ? 1 : 0,
  }));
}

/** Cuts cells into `groups` and says where to flush; null when one stretch alone can leave its bits. */
function unitsOf(matrix: WeightMatrix, groups: number, shift: number): WeightUnit[] | null {
  const pairs = Math.ceil(matrix.channels / 2) / groups;
  const spans: { cell: number; firstPair: number }[] = [];
  for (let cell = 0; cell < matrix.cells; cell++) {
    for (let group = 0; group < groups; group++) spans.push({ cell, firstPair: group * pairs });
  }
  const flushBehind = new Set([spans.length - 1]);
  let sums = emptyBounds(matrix.neurons);
  for (const [index, { cell, firstPair }] of spans.entries()) {
    const own = emptyBounds(matrix.neurons);
    const row = cell * matrix.channels + firstPair * 2;
    const end = Math.min(row + pairs * 2, (cell + 1) * matrix.channels);
    addBounds(own, matrix, row, end);
    if (!fits(own, shift)) return null;
    addTo(sums, own);
    if (!fits(sums, shift)) {
      flushBehind.add(index - 1);
      sums = own;
    }
  }
  let mode: 1 | 2 = 1;
  return spans.map((span, index) => {
    const unit = { ...span, pairs, mode: flushBehind.has(index) ? mode : (0 as const) };
    if (unit.mode !== 0) mode = 2;
    return unit;
  });
}

/** Most that sums can reach above and below zero, a neuron. */
interface Bounds {
  readonly above: Float64Array;
  readonly below: Float64Array;
}

function emptyBounds(neurons: number): Bounds {
  return { above: new Float64Array(neurons), below: new Float64Array(neurons) };
}

function addBounds(bounds: Bounds, matrix: WeightMatrix, row: number, end: number): void {
  const { neurons, weights, maxInput, signedInput } = matrix;
  for (let i = row * neurons; i < end * neurons; i++) {
    const n = i % neurons;
    const reach = (weights[i] ?? 0) * maxInput;
    if (reach > 0 || signedInput) bounds.above[n] = (bounds.above[n] ?? 0) + Math.abs(reach);
    if (reach < 0 || signedInput) bounds.below[n] = (bounds.below[n] ?? 0) + Math.abs(reach);
  }
}

function addTo(sums: Bounds, own: Bounds): void {
  own.above.forEach((value, n) => (sums.above[n] = (sums.above[n] ?? 0) + value));
  own.below.forEach((value, n) => (sums.below[n] = (sums.below[n] ?? 0) + value));
}

function fits({ above, below }: Bounds, shift: number): boolean {
  const low = 2 ** (shift - 1);
  const high = 2 ** (31 - shift) - 1;
  return above.every((value, n) => {
    const limit = isLow(n) ? low : high;
    return value < limit && (below[n] ?? 0) < limit;
  });
}

/** Of every 8 neurons of a vector the first 4 are the low ones. */
function isLow(neuron: number): boolean {
  return neuron % 8 < 4;
}

function packed(
  matrix: WeightMatrix,
  shift: number,
  groups: number,
  units: readonly WeightUnit[],
): PackedWeights {
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
  return { data, blocks, shift, paddedNeurons: blocks * blockNeurons, units, groups };
}
