import type { ChipGeneration } from './define.ts';

/** Akida 1.0: what the runtime and the file of every chip of it hold; what a chip takes of that is among its own limits. */
export const akida1: ChipGeneration = {
  pixelBits: 8,
  eventBits: 4,
  imageChannels: [1, 3],
  weightBits: [1, 2, 4, 8],
  activationBits: [1, 2, 4],
};
