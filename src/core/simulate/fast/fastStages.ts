import type { EngineName } from '../engine.ts';
import type { LayerPlan } from '../layerPlan.ts';
import type { Arena, PaddedBuffer, Scratch, ScratchSizes } from './memory.ts';
import { createFastConvolution, type FastConvolution } from './fastConvolution.ts';
import type { Kernels } from './kernels.ts';
import { packWeights } from './packWeights.ts';
import { MAX_POTENTIAL } from '../spikes.ts';

/** The sums of a layer: a convolution, or a depthwise and a pointwise one. */
interface FastStages {
  /** Bytes of one position's potentials in scratch.convolved. */
  readonly stride: number;
  readonly scratch: ScratchSizes;
  /** Leaves potentials in scratch.convolved; returns the number of non-zero depthwise sums. */
  run(scratch: Scratch, mode: Exclude<EngineName, 'reference'>, density: number): number;
}

type Machine = Readonly<{ kernels: Kernels; arena: Arena }>;

/** Places a layer's weights and tables. */
export function createFastStages(
  machine: Machine,
  plan: LayerPlan,
  input: PaddedBuffer,
): FastStages {
  if (plan.pointwise !== null) return separableStages(machine, plan, input, plan.pointwise);
  const convolution =
    plan.layer.kind === 'InputConvolutional'
      ? pixelConvolution(machine, plan, input)
      : spikeConvolution(machine, plan, input);
  return {
    stride: convolution.stride,
    scratch: convolution.scratch,
    run(scratch, mode, density) {
      runEither(convolution, scratch, mode, density);
      return 0;
    },
  };
}

function runEither(
  convolution: FastConvolution,
  scratch: Scratch,
  mode: Exclude<EngineName, 'reference'>,
  density: number,
): void {
  const skips =
    mode === 'event' ? convolution.listable : mode === 'auto' && convolution.prefersEvents(density);
  if (skips) convolution.events(scratch);
  else convolution.dense(scratch);
}

/** First cell of every output position's window, in a buffer whose rows are `rowCells` long. */
function windowStarts(
  { geometry, window }: LayerPlan,
  rowCells: number,
  cellSize: number,
): Int32Array {
  const [sizeX, sizeY] = geometry.convolution;
  return Int32Array.from({ length: sizeX * sizeY }, (_, position) => {
    const x = Math.floor(position / sizeY) * window.strides[0];
    const y = (position % sizeY) * window.strides[1];
    return (x * rowCells + y) * cellSize;
  });
}

function windowCells({ window }: LayerPlan, input: PaddedBuffer): Int32Array {
  const [sizeX, sizeY] = window.size;
  return Int32Array.from({ length: sizeX * sizeY }, (_, cell) => {
    return Math.floor(cell / sizeY) * input.sizeY + (cell % sizeY);
  });
}

/** Pixels have 1 or 3 channels: a whole row of a window counts as one cell, so that pairs fill up. */
function pixelConvolution(machine: Machine, plan: LayerPlan, input: PaddedBuffer): FastConvolution {
  const { window, neurons, kernel } = plan;
  const channels = plan.geometry.input[2];
  const weights = packWeights({
    weights: kernel,
    cells: window.size[0],
    channels: window.size[1] * channels,
    neurons,
    maxInput: plan.maxInput,
    signedInput: false,
  });
  const rowValues = input.sizeY * channels;
  return createFastConvolution(machine, weights, {
    address: input.address,
    cells: input.sizeX * rowValues,
    cellBytes: 2,
    windows: windowStarts(plan, input.sizeY, channels),
    rows: window.size[0],
    rowLength: 1,
    rowCells: rowValues,
    listable: false,
  });
}

function spikeConvolution(machine: Machine, plan: LayerPlan, input: PaddedBuffer): FastConvolution {
  const { window, neurons, kernel, maxInput } = plan;
  const weights = packWeights({
    weights: kernel,
    cells: window.size[0] * window.size[1],
    channels: plan.geometry.input[2],
    neurons,
    maxInput,
    signedInput: false,
  });
  return createFastConvolution(machine, weights, {
    address: input.address,
    cells: input.sizeX * input.sizeY,
    cellBytes: input.cellBytes,
    windows: windowStarts(plan, input.sizeY, 1),
    rows: window.size[0],
    rowLength: window.size[1],
    rowCells: input.sizeY,
    listable: true,
  });
}

function separableStages(
  machine: Machine,
  plan: LayerPlan,
  input: PaddedBuffer,
  pointwise: Int8Array,
): FastStages {
  const { kernels, arena } = machine;
  const { neurons, geometry, kernel } = plan;
  const positions = geometry.convolution[0] * geometry.convolution[1];
  const channels = input.cellBytes / 2;
  const cells = windowCells(plan, input);
  const offsets = arena.place(windowStarts(plan, input.sizeY, input.cellBytes));
  const cellTable = arena.place(cells.map((cell) => cell * input.cellBytes));
  const depthwise = arena.place(widened(kernel, cells.length, geometry.input[2], channels));
  const sums = arena.reserve(positions * input.cellBytes);
  const paddedPointwise = new Int8Array(channels * neurons);
  paddedPointwise.set(pointwise);
  const weights = packWeights({
    weights: paddedPointwise,
    cells: 1,
    channels,
    neurons,
    maxInput: potentialBounds(plan).depthwise,
    signedInput: true,
  });
  const convolution = createFastConvolution(machine, weights, {
    address: sums,
    cells: positions,
    cellBytes: input.cellBytes,
    windows: Int32Array.from({ length: positions }, (_, position) => position),
    rows: 1,
    rowLength: 1,
    rowCells: positions,
    listable: true,
  });
  return {
    stride: convolution.stride,
    scratch: convolution.scratch,
    run(scratch, mode) {
      const from = [offsets, positions, input.address, cellTable, cells.length] as const;
      const events = kernels.convolveDepthwise(...from, depthwise, channels, sums);
      runEither(convolution, scratch, mode, events / (positions * geometry.input[2]));
      return events;
    },
  };
}

/** int8 (rows, from) -> int16 (rows, to), zeros behind. */
function widened(values: Int8Array, rows: number, from: number, to: number): Int16Array {
  const wide = new Int16Array(rows * to);
  for (let row = 0; row < rows; row++)
    wide.set(values.subarray(row * from, (row + 1) * from), row * to);
  return wide;
}

/** Bounds of a layer's sums, from its weights and the largest input. */
interface PotentialBounds {
  /** Largest absolute depthwise sum; 0 without a pointwise stage. */
  readonly depthwise: number;
  /** Largest absolute sum of the whole convolution, before pool and 20 bits. */
  readonly convolution: number;
  /** Largest potential that reaches the activation. */
  readonly activation: number;
}

/** Computes the bounds: sum over the window of |weight| times the largest absolute input, most over all neurons. */
export function potentialBounds(plan: LayerPlan): PotentialBounds {
  const { neurons, kernel, pointwise, maxInput } = plan;
  const first =
    largestColumn(kernel, pointwise === null ? neurons : plan.geometry.input[2]) * maxInput;
  const convolution = pointwise === null ? first : largestColumn(pointwise, neurons) * first;
  return {
    depthwise: pointwise === null ? 0 : first,
    convolution,
    activation: plan.saturates ? Math.min(MAX_POTENTIAL, convolution) : convolution,
  };
}

function largestColumn(weights: Int8Array, columns: number): number {
  const sums = new Float64Array(columns);
  weights.forEach((weight, i) => (sums[i % columns] = (sums[i % columns] ?? 0) + Math.abs(weight)));
  return sums.reduce((most, sum) => Math.max(most, sum), 0);
}
