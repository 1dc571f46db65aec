import { fail } from '../errors/diagnostic.ts';
import { roleOf } from '../analysis/blocks.ts';
import { graphOfChain, type LayerNode, type WeightMap } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { isConvolution } from '../layers/layerGroups.ts';
import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { weightQuantizer } from '../quantizers/index.ts';
import { tensor, type Shape, type Tensor } from '../tensor/tensor.ts';
import { definePass } from './define.ts';

/**
 * Folds BatchNormalization into the neural layer right before it, in float32 as the toolkit does:
 *     s = gamma / sqrt(var + eps);  kernel' = kernel * s;  bias' = beta + (bias - mean) * s
 * The scaled kernel of a separable layer is the pointwise one. gamma is 1 and beta 0 where the layer has none.
 * @throws StudioError graph/zero-gamma, graph/batch-norm-axis, graph/batch-norm-per-tensor
 */
export const foldBatchNorm = definePass({
  id: 'fold-batch-norm',
  doc: 'Multiplies the scale of a BatchNormalization into the kernel before it and its shift into the bias.',
  source:
    'docs/reference/integer-semantics.md#folding-batchnormalization; cnn2snn 2.3.6 transforms/batch_normalization.py',
  apply: (graph) => {
    const shapes = outputShapes(graph);
    const layers: LayerNode[] = [];
    for (let i = 0; i < graph.layers.length; i++) {
      const [node, next] = [graph.layers[i], graph.layers[i + 1]];
      if (!node) continue;
      if (roleOf(node) === 'neural' && isLayer(next, batchNormalization)) {
        layers.push(folded(node, next, rankOf(node, next, shapes.output(node.name))));
        i++;
      } else layers.push(node);
    }
    return layers.length === graph.layers.length ? graph : graphOfChain(graph, layers);
  },
});

/**
 * Axes of what a neural layer gives, the batch's among them. Behind a layer that we do not know no shape is known: a convolution gives a map
 * all the same, and of a Dense layer the toolkit knows a rank that we do not, so its word is taken.
 */
function rankOf(
  neural: LayerNode,
  norm: NodeOf<typeof batchNormalization>,
  shape: Shape | undefined,
): number {
  if (shape) return shape.length;
  return isConvolution(neural) ? 4 : (norm.config.axis[0] ?? 0) + 1;
}

/** One neural layer with the BatchNormalization behind it multiplied in. `rank` counts the batch axis. */
function folded(
  neural: LayerNode,
  norm: NodeOf<typeof batchNormalization>,
  rank: number,
): LayerNode {
  const [axis] = norm.config.axis;
  if (norm.config.axis.length !== 1 || (axis !== -1 && axis !== rank - 1)) {
    fail('graph/batch-norm-axis', { layer: norm.name }, norm.config.axis);
  }
  requirePerAxisQuantizer(neural, norm.name);
  const { weights } = norm;
  const variance = weights['moving_variance']?.data ?? new Float32Array();
  const mean = weights['moving_mean']?.data ?? new Float32Array();
  const [gamma, beta] = [weights['gamma']?.data, weights['beta']?.data];
  const epsilon = Math.fround(norm.config.epsilon);
  const scale = variance.map((v, c) =>
    Math.fround((gamma?.[c] ?? 1) / Math.fround(Math.sqrt(Math.fround(v + epsilon)))),
  );
  const zeros = scale.filter((s) => s === 0).length;
  if (zeros > 0) fail('graph/zero-gamma', { layer: norm.name }, zeros);
  const bias = neural.weights['bias']?.data;
  const newBias = scale.map((s, c) =>
    Math.fround((beta?.[c] ?? 0) + Math.fround(Math.fround((bias?.[c] ?? 0) - (mean[c] ?? 0)) * s)),
  );
  const scaledName = 'pointwise_kernel' in neural.weights ? 'pointwise_kernel' : 'kernel';
  const kernel = neural.weights[scaledName] ?? tensor(new Float32Array(), [0]);
  const newWeights: WeightMap = {
    ...neural.weights,
    [scaledName]: scaledByChannel(kernel, scale),
    bias: tensor(newBias, [newBias.length]),
  };
  return { ...neural, config: { ...neural.config, useBias: true }, weights: newWeights };
}

function scaledByChannel(kernel: Tensor, scale: Float32Array): Tensor {
  const channels = scale.length;
  return tensor(
    kernel.data.map((weight, i) => Math.fround(weight * (scale[i % channels] as number))),
    kernel.shape,
  );
}

/** A scale per channel moves a per-tensor grid: only per-axis quantizers take it in without a change of the integers. */
function requirePerAxisQuantizer(neural: LayerNode, norm: string): void {
  const { quantizer } = neural.config as { quantizer?: QuantizerConfig };
  if (quantizer && weightQuantizer(quantizer.className)?.perAxis === false) {
    fail('graph/batch-norm-per-tensor', { layer: norm }, neural.name, quantizer.className);
  }
}
