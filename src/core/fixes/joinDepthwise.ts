import type { LayerNode, ModelGraph, WeightMap } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { conv2d } from '../layers/conv2d.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { depthwiseConv2d } from '../layers/depthwiseConv2d.ts';
import { separableConv2d } from '../layers/separableConv2d.ts';
import { tensor } from '../tensor/tensor.ts';
import { isRelu } from '../layers/layerGroups.ts';
import { affineOf, type Affine } from './affine.ts';
import { defineFix } from './define.ts';
import { layerBehind, newLayer, removeLayer, replaceLayer } from './graphEdits.ts';

type Depthwise = NodeOf<typeof depthwiseConv2d>;
type Pointwise = NodeOf<typeof conv2d>;

/** DepthwiseConv2D, what lies between, and the 1x1 Conv2D that mixes its channels. */
interface Match {
  readonly depthwise: Depthwise;
  readonly between: readonly LayerNode[];
  readonly pointwise: Pointwise;
}

export const joinDepthwise = defineFix({
  id: 'join-depthwise',
  rules: ['supported-layer'],
  doc: 'Joins DepthwiseConv2D and the 1x1 Conv2D behind it into one SeparableConv2D; a BatchNormalization between them is multiplied into the depthwise kernel. With a ReLU between them the function changes.',
  source: 'https://keras.io/api/layers/convolution_layers/separable_convolution2d/',
  plan: (graph, node) => {
    const match = matchOf(graph, node);
    if (!match) return null;
    const { depthwise, between, pointwise } = match;
    const activation = between.find(isRelu);
    const folded = between.find((layer) => isLayer(layer, batchNormalization));
    const what = `"${depthwise.name}" and "${pointwise.name}" become one SeparableConv2D named "${pointwise.name}"`;
    const fold = folded ? `, with "${folded.name}" multiplied in` : '';
    return {
      exact: activation === undefined,
      describe: activation
        ? `${what}${fold}; "${activation.name}" between them goes. That changes the function: fine-tune after it.`
        : `${what}${fold}. The outputs stay the same.`,
      apply: () => joined(graph, match),
    };
  },
});

function matchOf(graph: ModelGraph, depthwise: LayerNode): Match | null {
  if (!isLayer(depthwise, depthwiseConv2d) || depthwise.config.activation !== 'linear') return null;
  const between: LayerNode[] = [];
  let next = layerBehind(graph, depthwise);
  while (next && (isLayer(next, batchNormalization) || isRelu(next))) {
    between.push(next);
    next = layerBehind(graph, next);
  }
  if (!isLayer(next, conv2d)) return null;
  const { kernelSize, strides, groups, dataFormat } = next.config;
  const isPointwise = [...kernelSize, ...strides, groups].every((value) => value === 1);
  if (!isPointwise || dataFormat !== 'channels_last') return null;
  if (depthwise.config.dataFormat !== 'channels_last') return null;
  const kinds = between.map((layer) => isRelu(layer));
  // One normalization, then at most one activation: what is multiplied in must lie right behind the kernel.
  const isOrdered = kinds.length <= 2 && (kinds.length < 2 || (!kinds[0] && kinds[1] === true));
  const norm = between.find((layer) => isLayer(layer, batchNormalization));
  const rank = outputShapes(graph).output(depthwise.name)?.length;
  const hasWeights = depthwise.weights['depthwise_kernel'] && next.weights['kernel'];
  if (!isOrdered || !hasWeights || (norm && !affineOf(norm, rank))) return null;
  return { depthwise, between, pointwise: next };
}

function joined(graph: ModelGraph, { depthwise, between, pointwise }: Match): ModelGraph {
  const { kernelSize, strides, padding, depthMultiplier, dilationRate } = depthwise.config;
  const { filters, activation } = pointwise.config;
  const norm = between.find((layer) => isLayer(layer, batchNormalization));
  const rank = outputShapes(graph).output(depthwise.name)?.length;
  const weights = joinedWeights(depthwise, affineOf(norm, rank), pointwise);
  const separable = newLayer(
    separableConv2d,
    pointwise.name,
    {
      filters,
      kernel_size: [...kernelSize],
      strides: [...strides],
      padding,
      depth_multiplier: depthMultiplier,
      dilation_rate: [...dilationRate],
      activation,
      use_bias: weights['bias'] !== undefined,
    },
    weights,
  );
  const without = [depthwise, ...between].reduce((current, { name }) => {
    const layer = current.layers.find((other) => other.name === name);
    return layer ? removeLayer(current, layer) : current;
  }, graph);
  const place = without.layers.find(({ name }) => name === pointwise.name) ?? pointwise;
  return replaceLayer(without, place, separable);
}

/**
 * With depthwise output d = s * (dw x + b_dw) + t per channel c and pointwise kernel p[c, n]:
 *     depthwise'[.., c] = depthwise[.., c] * s[c]
 *     bias'[n] = bias[n] + sum over c of p[c, n] * (s[c] * b_dw[c] + t[c])
 */
function joinedWeights(depthwise: Depthwise, norm: Affine | null, pointwise: Pointwise): WeightMap {
  const kernel = depthwise.weights['depthwise_kernel'];
  const pointwiseKernel = pointwise.weights['kernel'];
  if (!kernel || !pointwiseKernel) return {};
  const channels = (kernel.shape[2] ?? 1) * (kernel.shape[3] ?? 1);
  const filters = pointwise.config.filters;
  const scaled = kernel.data.map((weight, i) => weight * (norm?.scale[i % channels] ?? 1));
  const offset = Float64Array.from({ length: channels }, (_, c) => {
    const bias = depthwise.weights['bias']?.data[c] ?? 0;
    return bias * (norm?.scale[c] ?? 1) + (norm?.shift[c] ?? 0);
  });
  const bias = Float64Array.from(
    { length: filters },
    (_, n) => pointwise.weights['bias']?.data[n] ?? 0,
  );
  pointwiseKernel.data.forEach((weight, i) => {
    const [c, n] = [Math.floor(i / filters), i % filters];
    bias[n] = (bias[n] ?? 0) + weight * (offset[c] ?? 0);
  });
  const needsBias = pointwise.config.useBias || offset.some((value) => value !== 0);
  return {
    depthwise_kernel: tensor(scaled, kernel.shape),
    pointwise_kernel: pointwiseKernel,
    ...(needsBias ? { bias: tensor(Float32Array.from(bias), [filters]) } : {}),
  };
}
