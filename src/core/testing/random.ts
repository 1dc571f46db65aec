import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';

/** A seeded generator of numbers in [0, 1): mulberry32, so that every random test repeats exactly. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Seeded float32 values in [-1, 1) of a shape, batch axis first. */
export function randomImages(shape: readonly number[], seed = 7): Tensor {
  const random = seededRandom(seed);
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => random() * 2 - 1),
    shape,
  );
}
