import { seededRandom, seedOf } from '../../tensor/seededRandom.ts';

/** 0 for a share `rate` of the places, 1 / (1 - rate) for the rest: the same for the same key, on every backend. */
export function dropoutMask(size: number, rate: number, key: string): Float32Array {
  const random = seededRandom(seedOf(key));
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) mask[i] = random() < rate ? 0 : kept;
  return mask;
}
