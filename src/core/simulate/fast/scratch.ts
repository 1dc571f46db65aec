import type { Arena } from './arena.ts';

/** Addresses of memory that every layer uses in turn. */
export interface Scratch {
  /** Potentials of a whole convolution, int32 (position, neuron). */
  readonly convolved: number;
  /** Potentials behind a pool. */
  readonly pooled: number;
  /** Where the events of each cell start, int32. */
  readonly starts: number;
  readonly events: number;
  /** Two float64. */
  readonly counts: number;
}

/** Sizes in bytes that one layer needs; the scratch holds the largest of each. */
export interface ScratchSizes {
  readonly potentials: number;
  readonly starts: number;
  readonly events: number;
}

/** Reserves the scratch memory of a model. */
export function reserveScratch(arena: Arena, sizes: readonly ScratchSizes[]): Scratch {
  const most = (pick: (size: ScratchSizes) => number): number => Math.max(0, ...sizes.map(pick));
  const potentials = most((size) => size.potentials);
  return {
    convolved: arena.reserve(potentials),
    pooled: arena.reserve(potentials),
    starts: arena.reserve(most((size) => size.starts)),
    events: arena.reserve(most((size) => size.events)),
    counts: arena.reserve(16),
  };
}
