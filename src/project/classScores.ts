import { sizeOf, type NumericArray, type Tensor } from '../core/tensor/tensor.ts';

/**
 * A model's score of each class, 0 .. 1, so that models with different scales can be compared.
 *     logits: softmax; a single one: its sigmoid        activations: value / largest of the sample
 * @param outputs  [samples, classes], or [samples, 1, 1, classes]
 * @returns float32 [samples * classes]; null when the outputs are not one vector a sample
 */
export function classScores(
  { shape, data }: Tensor<NumericArray>,
  areLogits: boolean,
): Float32Array | null {
  const samples = shape[0] ?? 0;
  const classes = shape.at(-1) ?? 0;
  if (sizeOf(shape) !== samples * classes) return null;
  const scores = new Float32Array(samples * classes);
  for (let from = 0; from < scores.length; from += classes) {
    const values = Array.from({ length: classes }, (_, c) => data[from + c] ?? 0);
    scores.set(areLogits ? probabilities(values) : shares(values), from);
  }
  return scores;
}

function probabilities(logits: readonly number[]): number[] {
  const [only] = logits;
  if (logits.length === 1 && only !== undefined) return [1 / (1 + Math.exp(-only))];
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

function shares(values: readonly number[]): number[] {
  const largest = Math.max(...values);
  return values.map((value) => (largest > 0 ? value / largest : 0));
}
