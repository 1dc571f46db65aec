import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';
import { seededRandom } from './random.ts';

/** Seeded float32 values in [-1, 1) of a shape, batch axis first. */
export function randomImages(shape: readonly number[], seed = 7): Tensor {
  const random = seededRandom(seed);
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => random() * 2 - 1),
    shape,
  );
}
