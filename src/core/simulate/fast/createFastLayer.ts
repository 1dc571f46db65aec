import type { EngineName } from '../engine.ts';
import type { LayerPlan } from '../layerPlan.ts';
import { runReferenceLayer } from '../referenceEngine.ts';
import {
  readBuffer,
  writeBuffer,
  type Arena,
  type PaddedBuffer,
  type Scratch,
  type ScratchSizes,
} from './memory.ts';
import { createFastStages, potentialBounds } from './fastStages.ts';
import type { Kernels } from './kernels.ts';

/** What a layer left in memory; the functions copy it out. */
interface FastRun {
  readonly pointwiseEvents: number;
  readonly potentials: () => Int32Array;
  readonly output: () => Int32Array;
}

/** A layer whose weights lie in WebAssembly memory. */
export interface FastLayer {
  readonly input: PaddedBuffer;
  readonly output: PaddedBuffer;
  readonly scratch: ScratchSizes;
  /** Runs on what `input` holds. `density`: share of non-zero inputs. */
  run(scratch: Scratch, mode: Exclude<EngineName, 'reference'>, density: number): FastRun;
}

const INT16_LIMIT = 2 ** 15 - 1;
const POOL_SUM_LIMIT = 2 ** 30;

/** Prepares one layer; one whose sums could leave the kernels' registers runs in plain loops. */
export function createFastLayer(
  machine: { kernels: Kernels; arena: Arena },
  plan: LayerPlan,
  buffers: { input: PaddedBuffer; output: PaddedBuffer },
): FastLayer {
  const bounds = potentialBounds(plan);
  const fits =
    bounds.depthwise <= INT16_LIMIT &&
    (plan.pool?.type !== 'sum' || bounds.convolution <= POOL_SUM_LIMIT);
  if (!fits) return createPlainLayer(machine.arena, plan, buffers);

  const { arena } = machine;
  const { input, output } = buffers;
  const stages = createFastStages(machine, plan, input);
  const pool = createFastPool(machine.kernels, plan, stages.stride);
  const activate = createFastActivation(machine, plan, bounds.activation);
  const { neurons } = plan;
  const [sizeX, sizeY] = plan.geometry.output;
  return {
    input,
    output,
    scratch: stages.scratch,
    run(scratch, mode, density) {
      const pointwiseEvents = stages.run(scratch, mode, density);
      const address = pool(scratch);
      activate?.(address, stages.stride, output);
      const potentials = (): Int32Array => {
        const values = new Int32Array(sizeX * sizeY * neurons);
        for (let position = 0; position < sizeX * sizeY; position++) {
          const from = arena.int32(address + position * stages.stride, neurons);
          values.set(from, position * neurons);
        }
        return values;
      };
      return {
        pointwiseEvents,
        potentials,
        output: activate === null ? potentials : () => readBuffer(arena, output),
      };
    },
  };
}

function createPlainLayer(
  arena: Arena,
  plan: LayerPlan,
  { input, output }: { input: PaddedBuffer; output: PaddedBuffer },
): FastLayer {
  return {
    input,
    output,
    scratch: { potentials: 0, starts: 0, events: 0 },
    run() {
      const activity = runReferenceLayer(plan, readBuffer(arena, input));
      if (plan.spikeSteps !== null) writeBuffer(arena, output, activity.output);
      return {
        pointwiseEvents: activity.pointwiseEvents,
        potentials: () => activity.potentials,
        output: () => activity.output,
      };
    },
  };
}

/** Largest step (in 1/16) whose float32 quotients the vector kernel proves exact: see ../assembly/activate.ts. */
const VECTOR_STEP_LIMIT = 2 ** 18;
/** Distances above this wrap in the runtime: see ../spikes.ts. */
const DISTANCE_LIMIT = 2 ** 24;

/** Turns potentials (address, bytes of one position) into spikes in a buffer. */
type FastActivation = (potentials: number, stride: number, out: PaddedBuffer) => void;

/**
 * Places the tables of a layer's activation.
 * @param largestPotential  bound on what the layer can reach
 */
function createFastActivation(
  { kernels, arena }: { kernels: Kernels; arena: Arena },
  plan: LayerPlan,
  largestPotential: number,
): FastActivation | null {
  const { spikeSteps: steps, threshold, actBits: bits, neurons } = plan;
  if (steps === null) return null;
  const largestDistance = largestPotential - threshold.reduce((least, t) => Math.min(least, t), 0);
  const isSmall = largestDistance <= DISTANCE_LIMIT && steps.every((s) => s < VECTOR_STEP_LIMIT);
  const padded = Math.ceil(neurons / 8) * 8;
  const levels = 2 ** bits;
  const filled = (fill: number, of: (n: number) => number): Int32Array =>
    Int32Array.from({ length: padded }, (_, n) => (n < neurons ? of(n) : fill));
  const stepOf = (n: number): number => steps[n] ?? 1;
  const tables = arena.place(filled(2 ** 31 - 1, (n) => threshold[n] ?? 0));
  if (isSmall) {
    // Smallest distance that fires the most spikes: further ones change nothing.
    arena.place(filled(0, (n) => Math.floor(((levels - 2) * stepOf(n)) / levels) + 1));
    arena.place(Float32Array.from({ length: padded }, (_, n) => levels / stepOf(n)));
  } else arena.place(filled(1, stepOf));
  const tableBytes = tableStride(padded);
  const run = isSmall ? kernels.activate : kernels.activateExact;
  return (potentials, stride, out) => {
    const [sizeX, sizeY] = out.shape;
    const from = [potentials, stride, sizeX, sizeY, neurons, tables, tableBytes, bits] as const;
    run(...from, out.inner, out.rowBytes, out.cellBytes);
  };
}

/** Tables placed one after another lie this far apart. */
function tableStride(values: number): number {
  return Math.ceil((values * 4) / 64) * 64;
}

/** Pools or saturates what a convolution left in the scratch memory, and says where the potentials are. */
type FastPool = (scratch: Scratch) => number;

/** The pooling stage of a layer; `stride` is bytes of one position's potentials. */
function createFastPool(kernels: Kernels, plan: LayerPlan, stride: number): FastPool {
  const { pool, saturates } = plan;
  const [sizeX, sizeY] = plan.geometry.convolution;
  const positions = sizeX * sizeY;
  if (pool === null) {
    return ({ convolved }) => {
      if (saturates) kernels.saturateAll(convolved, positions * stride);
      return convolved;
    };
  }
  if (pool.type === 'sum') {
    return ({ convolved, pooled }) => {
      kernels.poolSum(convolved, positions, stride, pooled);
      return pooled;
    };
  }
  const { size, strides, before } = pool.window;
  const [outX, outY] = plan.geometry.output;
  return ({ convolved, pooled }) => {
    const from = [convolved, sizeX, sizeY, stride, ...size, ...strides, ...before] as const;
    kernels.poolMaximum(...from, pooled, outX, outY);
    return pooled;
  };
}
