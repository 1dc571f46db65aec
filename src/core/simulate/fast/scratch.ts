import type { Arena } from './arena.ts';

/** Addresses of memory that every layer uses in turn. */
export interface Scratch {
  /** Potentials of a whole convolution, int32 (position, neuron). */
  readonly convolved: number;
  /** Potentials behind a pool. */
  readonly pooled: number;
  /** Ends of the event lists, int32. */
  readonly ends: number;
  readonly lists: number;
  /** Two float64. */
  readonly counts: number;
}

/** Sizes in bytes that one layer needs; the scratch holds the largest of each. */
export interface ScratchSizes {
  readonly potentials: number;
  readonly ends: number;
  readonly lists: number;
}

/** Reserves the scratch memory of a model. */
export function reserveScratch(arena: Arena, sizes: readonly ScratchSizes[]): Scratch {
  const most = (pick: (size: ScratchSizes) => number): number => Math.max(0, ...sizes.map(pick));
  const potentials = most((size) => size.potentials);
  return {
    convolved: arena.reserve(potentials),
    pooled: arena.reserve(potentials),
    ends: arena.reserve(most((size) => size.ends)),
    lists: arena.reserve(most((size) => size.lists)),
    counts: arena.reserve(16),
  };
}
