import type { LayerPlan } from '../layerPlan.ts';
import { MAX_POTENTIAL } from '../saturate.ts';

/** Bounds of a layer's sums, from its weights and the largest input. */
export interface PotentialBounds {
  /** Largest absolute depthwise sum; 0 without a pointwise stage. */
  readonly depthwise: number;
  /** Largest absolute sum of the whole convolution, before pool and 20 bits. */
  readonly convolution: number;
  /** Largest potential that reaches the activation. */
  readonly activation: number;
}

/** Computes the bounds: sum over the window of |weight| times the largest absolute input, most over all neurons. */
export function potentialBounds(plan: LayerPlan): PotentialBounds {
  const maxInput = Math.max(plan.maxInput, Math.abs(plan.paddingValue));
  const { neurons, kernel, pointwise } = plan;
  const first =
    largestColumn(kernel, pointwise === null ? neurons : plan.geometry.input[2]) * maxInput;
  const convolution = pointwise === null ? first : largestColumn(pointwise, neurons) * first;
  return {
    depthwise: pointwise === null ? 0 : first,
    convolution,
    activation: plan.saturates ? Math.min(MAX_POTENTIAL, convolution) : convolution,
  };
}

function largestColumn(weights: Int8Array, columns: number): number {
  const sums = new Float64Array(columns);
  weights.forEach((weight, i) => (sums[i % columns] = (sums[i % columns] ?? 0) + Math.abs(weight)));
  return sums.reduce((most, sum) => Math.max(most, sum), 0);
}
