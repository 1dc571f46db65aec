import type { EventCount } from '../countOperations.ts';
import type { Engine, EngineName } from '../engine.ts';
import type { LayerPlan } from '../layerPlan.ts';
import { sizeOf } from '../../tensor/tensor.ts';
import {
  createArena,
  inputBuffer,
  outputBuffer,
  reserveScratch,
  type Arena,
  type PaddedBuffer,
} from './memory.ts';
import { createFastLayer, type FastLayer } from './createFastLayer.ts';
import type { Kernels } from './kernels.ts';

/** The SIMD engine: all weights and buffers of a model in one WebAssembly memory. */
export function createFastEngine(
  plans: readonly LayerPlan[],
  kernels: Kernels,
  mode: Exclude<EngineName, 'reference'>,
): Engine {
  const arena = createArena(kernels.memory);
  const buffers = plans.map((plan) => inputBuffer(arena, plan));
  const coverages = plans.map((plan) => arena.place(plan.coverage));
  const machine = { kernels, arena };
  const layers = plans.map((plan, index): FastLayer => {
    const input = buffers[index] ?? outputBuffer(arena, [0, 0, 0]);
    const output = buffers[index + 1] ?? outputBuffer(arena, plan.geometry.output);
    return createFastLayer(machine, plan, { input, output });
  });
  const scratch = reserveScratch(
    arena,
    layers.map((layer) => layer.scratch),
  );
  const [first] = layers;
  const staging = first === undefined ? 0 : arena.reserve(sizeOf(first.input.shape));

  const countInput = (index: number): EventCount | null => {
    const layer = layers[index];
    if (layer === undefined) return null;
    const { input } = layer;
    const { inner, rowBytes, cellBytes, shape } = input;
    const coverage = coverages[index] ?? 0;
    kernels.countEvents(inner, rowBytes, cellBytes, ...shape, coverage, scratch.counts);
    const [events = 0, meetings = 0] = arena.float64(scratch.counts, 2);
    return { events, meetings };
  };

  return {
    run(image, visit) {
      if (first === undefined) return;
      loadImage(kernels, arena, { image, staging, to: first.input });
      let count = countInput(0);
      layers.forEach((layer, index) => {
        const { events, meetings } = count ?? { events: 0, meetings: 0 };
        const density = events / sizeOf(layer.input.shape);
        const { pointwiseEvents, potentials, output } = layer.run(scratch, mode, density);
        count = countInput(index + 1);
        const size = sizeOf(layer.output.shape);
        visit(index, {
          events,
          meetings,
          pointwiseEvents,
          zeros: count === null ? zerosIn(output()) : size - count.events,
          potentials,
          output,
        });
      });
    },
  };
}

function zerosIn(values: Int32Array): number {
  return values.reduce((zeros, value) => zeros + (value === 0 ? 1 : 0), 0);
}

function loadImage(
  kernels: Kernels,
  arena: Arena,
  { image, staging, to }: { image: Uint8Array; staging: number; to: PaddedBuffer },
): void {
  arena.bytes(staging, image.length).set(image);
  const [sizeX, sizeY, channels] = to.shape;
  const together = to.cellBytes === channels * 2;
  const runs = together ? ([1, sizeY * channels] as const) : ([sizeY, channels] as const);
  kernels.loadPixels(staging, sizeX, ...runs, to.inner, to.rowBytes, to.cellBytes);
}
