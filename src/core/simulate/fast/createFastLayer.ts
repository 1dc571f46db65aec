import type { EngineName } from '../engine.ts';
import type { LayerPlan } from '../layerPlan.ts';
import { runReferenceLayer } from '../referenceLayer.ts';
import type { Arena } from './arena.ts';
import { createFastActivation } from './fastActivation.ts';
import { createFastPool } from './fastPool.ts';
import { createFastStages } from './fastStages.ts';
import type { Kernels } from './kernels.ts';
import { readBuffer, writeBuffer, type PaddedBuffer } from './paddedBuffer.ts';
import { potentialBounds } from './potentialBounds.ts';
import type { Scratch, ScratchSizes } from './scratch.ts';

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
    Math.abs(plan.paddingValue) <= INT16_LIMIT &&
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
