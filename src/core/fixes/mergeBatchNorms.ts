import type { LayerNode } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { tensor } from '../tensor/tensor.ts';
import { affineOf, type Affine } from './affine.ts';
import { defineFix } from './define.ts';
import { layerBefore, removeLayer, replaceLayer, withConfig } from './graphEdits.ts';

export const mergeBatchNorms = defineFix({
  id: 'merge-batch-norms',
  rules: ['batchnorm-before-activation'],
  doc: 'Joins two BatchNormalization layers in a row into the first one: two scales and shifts are one scale and shift.',
  plan: (graph, node) => {
    const first = layerBefore(graph, node);
    const rank = outputShapes(graph).output(node.name)?.length;
    const [outer, inner] = [affineOf(node, rank), affineOf(first, rank)];
    if (!isLayer(first, batchNormalization) || !outer || !inner) return null;
    return {
      exact: true,
      describe: `"${node.name}" is multiplied into "${first.name}". The outputs stay the same.`,
      apply: () => {
        const merged = replaceLayer(graph, first, followedBy(first, outer));
        const second = merged.layers.find(({ name }) => name === node.name);
        return second ? removeLayer(merged, second) : merged;
      },
    };
  },
});

/** gamma' = gamma * s and beta' = beta * s + t; mean and variance stay. */
function followedBy(norm: LayerNode, { scale, shift }: Affine): LayerNode {
  const { gamma, beta } = norm.weights;
  const newGamma = Float32Array.from(scale, (s, c) => (gamma?.data[c] ?? 1) * s);
  const newBeta = Float32Array.from(scale, (s, c) => (beta?.data[c] ?? 0) * s + (shift[c] ?? 0));
  const shape = [scale.length];
  const { moving_mean, moving_variance } = norm.weights;
  return {
    ...withConfig(norm, { scale: true, center: true }),
    weights: {
      gamma: tensor(newGamma, shape),
      beta: tensor(newBeta, shape),
      ...(moving_mean ? { moving_mean } : {}),
      ...(moving_variance ? { moving_variance } : {}),
    },
  };
}
