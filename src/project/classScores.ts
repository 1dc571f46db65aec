import { classCountOf } from '../core/forward/classes.ts';
import { sizeOf, type NumericArray, type Tensor } from '../core/tensor/tensor.ts';

/**
 * A model's score of each class, 0 .. 1, so that models with different scales can be compared.
 *     logits: softmax        activations: value / largest of the sample
 * A single output p stands for two classes, 1 - p and p: of a logit its sigmoid, of an activation 1 where it spikes.
 * @param outputs  [samples, outputs], or [samples, 1, 1, outputs]
 * @returns float32 [samples * classes]; null when the outputs are not one vector a sample
 */
export function classScores(
  { shape, data }: Tensor<NumericArray>,
  areLogits: boolean,
): Float32Array | null {
  const samples = shape[0] ?? 0;
  const outputs = shape.at(-1) ?? 0;
  if (sizeOf(shape) !== samples * outputs) return null;
  const classes = classCountOf(outputs);
  const scores = new Float32Array(samples * classes);
  for (let i = 0; i < samples; i++) {
    const values = Array.from({ length: outputs }, (_, c) => data[i * outputs + c] ?? 0);
    scores.set(areLogits ? probabilities(values) : shares(values), i * classes);
  }
  return scores;
}

function probabilities(logits: readonly number[]): number[] {
  const [only] = logits;
  if (logits.length === 1 && only !== undefined) {
    return [1 / (1 + Math.exp(only)), 1 / (1 + Math.exp(-only))];
  }
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

function shares(values: readonly number[]): number[] {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only > 0 ? [0, 1] : [1, 0];
  const largest = Math.max(...values);
  return values.map((value) => (largest > 0 ? value / largest : 0));
}
