import type { LayerPlan } from '../layerPlan.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import type { PaddedBuffer } from './paddedBuffer.ts';

/** Largest step (in 1/16) whose float32 quotients the vector kernel proves exact: see ../assembly/activate.ts. */
const VECTOR_STEP_LIMIT = 2 ** 18;
/** Distances above this wrap in the runtime: see ../spikes.ts. */
const DISTANCE_LIMIT = 2 ** 24;

/** Turns potentials (address, bytes of one position) into spikes in a buffer. */
export type FastActivation = (potentials: number, stride: number, out: PaddedBuffer) => void;

/**
 * Places the tables of a layer's activation.
 * @param largestPotential  bound on what the layer can reach
 */
export function createFastActivation(
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
