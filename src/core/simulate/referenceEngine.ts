import { countEvents } from './countOperations.ts';
import type { Engine } from './engine.ts';
import type { LayerPlan, Window } from './layerPlan.ts';
import { saturate, spikesOf } from './spikes.ts';

/** The engine of plain loops: slow, and small enough to be checked by reading. */
export function createReferenceEngine(plans: readonly LayerPlan[]): Engine {
  return {
    run(image, visit) {
      let input: ArrayLike<number> = image;
      plans.forEach((plan, index) => {
        const count = countEvents(input, plan.geometry.input[2], plan.coverage);
        const { output, potentials, pointwiseEvents } = runReferenceLayer(plan, input);
        visit(index, {
          ...count,
          pointwiseEvents,
          zeros: output.reduce((zeros, value) => zeros + (value === 0 ? 1 : 0), 0),
          output: () => output,
          potentials: () => potentials,
        });
        input = output;
      });
    },
  };
}

/** What a layer makes of one image. */
interface ReferenceLayerResult {
  /** int32 (x, y, N), pooled, before the activation. */
  readonly potentials: Int32Array;
  /** int32 (x, y, N): spikes, or the potentials of a layer without activation. */
  readonly output: Int32Array;
  /** Non-zero depthwise sums; 0 without a pointwise stage. */
  readonly pointwiseEvents: number;
}

/**
 * Runs one layer on one image, in plain loops: the judge of the fast engines.
 * @param input  (X, Y, C), values 0 .. plan.maxInput
 */
export function runReferenceLayer(plan: LayerPlan, input: ArrayLike<number>): ReferenceLayerResult {
  const { sums, pointwiseEvents } =
    plan.pointwise === null
      ? { sums: convolve(plan, input), pointwiseEvents: 0 }
      : separable(plan, input, plan.pointwise);
  const potentials = pool(plan, sums);
  const { spikeSteps, threshold, neurons, actBits } = plan;
  if (spikeSteps === null) return { potentials, output: potentials, pointwiseEvents };
  const output = potentials.map((potential, i) => {
    const n = i % neurons;
    return spikesOf(potential, threshold[n] ?? 0, spikeSteps[n] ?? 1, actBits);
  });
  return { potentials, output, pointwiseEvents };
}

/** Visits the cells of a window at output (x, y): cell index in the window, input position, or null outside the input. */
function forEachCell(
  { size, strides, before }: Window,
  [x, y]: readonly [number, number],
  [sizeX, sizeY]: readonly [number, number, number],
  visit: (cell: number, position: number | null) => void,
): void {
  for (let kx = 0; kx < size[0]; kx++) {
    for (let ky = 0; ky < size[1]; ky++) {
      const inX = x * strides[0] - before[0] + kx;
      const inY = y * strides[1] - before[1] + ky;
      const inside = inX >= 0 && inX < sizeX && inY >= 0 && inY < sizeY;
      visit(kx * size[1] + ky, inside ? inX * sizeY + inY : null);
    }
  }
}

function forEachPosition(
  [sizeX, sizeY]: readonly [number, number, number],
  visit: (at: readonly [number, number], position: number) => void,
): void {
  for (let x = 0; x < sizeX; x++) {
    for (let y = 0; y < sizeY; y++) visit([x, y], x * sizeY + y);
  }
}

/** potential[x, y, n] = sum over the window of input * kernel, wrapped to int32 (stored) once at the end. */
function convolve(plan: LayerPlan, input: ArrayLike<number>): Int32Array {
  const { geometry, kernel, neurons, paddingValue } = plan;
  const channels = geometry.input[2];
  const potentials = new Int32Array(geometry.convolution[0] * geometry.convolution[1] * neurons);
  const sums = new Float64Array(neurons);
  forEachPosition(geometry.convolution, (at, position) => {
    sums.fill(0);
    forEachCell(plan.window, at, geometry.input, (cell, from) => {
      for (let c = 0; c < channels; c++) {
        const value = from === null ? paddingValue : (input[from * channels + c] ?? 0);
        if (value === 0) continue;
        const row = (cell * channels + c) * neurons;
        for (let n = 0; n < neurons; n++) sums[n] = (sums[n] ?? 0) + value * (kernel[row + n] ?? 0);
      }
    });
    sums.forEach((sum, n) => (potentials[position * neurons + n] = sum));
  });
  return potentials;
}

function separable(
  plan: LayerPlan,
  input: ArrayLike<number>,
  pointwise: Int8Array,
): { sums: Int32Array; pointwiseEvents: number } {
  const { geometry, neurons } = plan;
  const channels = geometry.input[2];
  const potentials = new Int32Array(geometry.convolution[0] * geometry.convolution[1] * neurons);
  const sums = new Float64Array(neurons);
  let pointwiseEvents = 0;
  forEachPosition(geometry.convolution, (at, position) => {
    const depthwise = depthwiseSums(plan, input, at);
    sums.fill(0);
    for (let c = 0; c < channels; c++) {
      const value = depthwise[c] ?? 0;
      if (value !== 0) pointwiseEvents++;
      for (let n = 0; n < neurons; n++) {
        sums[n] = (sums[n] ?? 0) + value * (pointwise[c * neurons + n] ?? 0);
      }
    }
    sums.forEach((sum, n) => (potentials[position * neurons + n] = sum));
  });
  return { sums: potentials, pointwiseEvents };
}

/** One sum a channel at output `at`. */
function depthwiseSums(
  { window, kernel, geometry }: LayerPlan,
  input: ArrayLike<number>,
  at: readonly [number, number],
): Int32Array {
  const channels = geometry.input[2];
  const sums = new Int32Array(channels);
  forEachCell(window, at, geometry.input, (cell, from) => {
    if (from === null) return;
    for (let c = 0; c < channels; c++) {
      sums[c] =
        (sums[c] ?? 0) + (input[from * channels + c] ?? 0) * (kernel[cell * channels + c] ?? 0);
    }
  });
  return sums;
}

/**
 * Pools potentials. Maximum: padded cells are ignored, then 20 bits hold the result. Sum: 20 bits hold it after every
 * addition, first axis outermost.
 */
function pool(plan: LayerPlan, potentials: Int32Array): Int32Array {
  const { geometry, neurons } = plan;
  if (plan.pool === null) return plan.saturates ? potentials.map(saturate) : potentials;
  if (plan.pool.type === 'sum') {
    const sums = new Int32Array(neurons);
    potentials.forEach((potential, i) => {
      const n = i % neurons;
      sums[n] = saturate((sums[n] ?? 0) + potential);
    });
    return sums;
  }
  const { window } = plan.pool;
  const pooled = new Int32Array(geometry.output[0] * geometry.output[1] * neurons).fill(-(2 ** 31));
  forEachPosition(geometry.output, (at, position) => {
    forEachCell(window, at, geometry.convolution, (_, from) => {
      if (from === null) return;
      for (let n = 0; n < neurons; n++) {
        const to = position * neurons + n;
        pooled[to] = Math.max(pooled[to] ?? 0, potentials[from * neurons + n] ?? 0);
      }
    });
  });
  return pooled.map(saturate);
}
