import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedSeparableConv2d } from '../layers/quantizedSeparableConv2d.ts';
import { separableConv2d } from '../layers/separableConv2d.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';

/**
 * Scales the depthwise filters of every separable layer to a largest weight of 1, and the pointwise rows that read them back up:
 * one per-tensor scale then fits all depthwise filters, and the layer computes what it did in float.
 *     dw[:, :, c, :] / m[c];  pw[:, :, c, :] * m[c];  m[c] = max(abs(dw[:, :, c, :]))
 * A channel of zeros stays as it is (the toolkit divides it by zero).
 * @source cnn2snn 2.3.6 transforms/equalization.py, normalize_separable_model (Apache-2.0)
 */
export function normalizeSeparable(graph: ModelGraph): ModelGraph {
  return { ...graph, layers: graph.layers.map(normalizeLayer) };
}

function normalizeLayer(node: LayerNode): LayerNode {
  if (!isLayer(node, separableConv2d) && !isLayer(node, quantizedSeparableConv2d)) return node;
  const depthwise = node.weights['depthwise_kernel'];
  const pointwise = node.weights['pointwise_kernel'];
  if (!depthwise || !pointwise) return node;
  const [, , channels = 1, multiplier = 1] = depthwise.shape;
  const largest = largestPerChannel(depthwise, channels, multiplier);
  const filters = pointwise.shape.at(-1) ?? 1;
  const channelOf = (row: number) => Math.floor(row / multiplier) % channels;
  return {
    ...node,
    weights: {
      ...node.weights,
      depthwise_kernel: tensor(
        depthwise.data.map((weight, i) => weight / (largest[channelOf(i)] as number)),
        depthwise.shape,
      ),
      pointwise_kernel: tensor(
        pointwise.data.map(
          (weight, i) => weight * (largest[channelOf(Math.floor(i / filters))] as number),
        ),
        pointwise.shape,
      ),
    },
  };
}

/** Largest absolute depthwise weight of each channel, 1 for a channel of zeros. */
function largestPerChannel(kernel: Tensor, channels: number, multiplier: number): Float32Array {
  const largest = new Float32Array(channels);
  kernel.data.forEach((weight, i) => {
    const channel = Math.floor(i / multiplier) % channels;
    largest[channel] = Math.max(largest[channel] as number, Math.abs(weight));
  });
  return largest.map((value) => (value === 0 ? 1 : value));
}
