import type { LayerNode } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';

/** y = scale * x + shift per channel. */
export interface Affine {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

/**
 * What a BatchNormalization computes at inference:
 *     scale = gamma / sqrt(variance + epsilon),  shift = beta - mean * scale       in float64
 * gamma is 1 and beta 0 where the layer has none.
 * @returns null for other layers, or without weights, or when it is not on the last axis (`rank` counts the batch)
 */
export function affineOf(node: LayerNode | undefined, rank: number | undefined): Affine | null {
  if (!isLayer(node, batchNormalization)) return null;
  const { axis, epsilon } = node.config;
  const isLast = axis.length === 1 && (axis[0] === -1 || axis[0] === (rank ?? 0) - 1);
  const mean = node.weights['moving_mean']?.data;
  const variance = node.weights['moving_variance']?.data;
  if (!isLast || !mean || !variance) return null;
  const gamma = node.weights['gamma']?.data;
  const beta = node.weights['beta']?.data;
  const scale = Float64Array.from(variance, (v, c) => (gamma?.[c] ?? 1) / Math.sqrt(v + epsilon));
  const shift = Float64Array.from(scale, (s, c) => (beta?.[c] ?? 0) - (mean[c] ?? 0) * s);
  return { scale, shift };
}
