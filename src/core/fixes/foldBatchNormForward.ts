import type { LayerNode, ModelGraph, WeightMap } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { flatten } from '../layers/flatten.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { isConvolution, isDense, isDropout, isNeural, isSeparable } from '../layers/layerGroups.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { affineOf, type Affine } from './affine.ts';
import { defineFix } from './define.ts';
import { layerBefore, layerBehind, removeLayer, replaceLayer, withConfig } from './graphEdits.ts';

export const foldBatchNormForward = defineFix({
  id: 'fold-batch-norm-forward',
  rules: ['batchnorm-before-activation'],
  doc: 'Multiplies a BatchNormalization behind an activation into the NEXT neural layer: y = s x + t becomes kernel * s and a bias of sum(kernel * t). Exact where the next layer pads no cells, or where all shifts are zero.',
  plan: (graph, node) => {
    const affine = affineOf(node, outputShapes(graph).output(node.name)?.length);
    const neural = affine && nextNeural(graph, node, affine);
    if (!affine || !neural || !layerBefore(graph, node)) return null;
    return {
      exact: true,
      describe: `"${node.name}" is multiplied into "${neural.name}", the layer behind it. The outputs stay the same.`,
      apply: () => {
        const weights = foldedWeights(neural, affine);
        const changed = { ...withConfig(neural, { useBias: true }), weights };
        const replaced = replaceLayer(graph, neural, changed);
        const norm = replaced.layers.find(({ name }) => name === node.name);
        return norm ? removeLayer(replaced, norm) : replaced;
      },
    };
  },
});

/** The neural layer that can take the normalization in exactly; undefined where none can. */
function nextNeural(
  graph: ModelGraph,
  norm: LayerNode,
  { scale, shift }: Affine,
): LayerNode | undefined {
  let next = layerBehind(graph, norm);
  while (next && !isNeural(next)) {
    const isRising = isLayer(next, maxPooling2d) && scale.every((s) => s > 0);
    const passes =
      isLayer(next, globalAveragePooling2d) || isLayer(next, flatten) || isDropout(next);
    if (!isRising && !passes) return undefined;
    next = layerBehind(graph, next);
  }
  if (!next || !takesChannels(next, scale.length)) return undefined;
  const hasShift = shift.some((t) => t !== 0);
  return hasShift && padsCells(next) ? undefined : next;
}

/** Padded cells hold 0, not the shift. */
function padsCells(node: LayerNode): boolean {
  if (!isConvolution(node)) return false;
  const { padding, kernelSize } = node.config;
  return padding === 'same' && kernelSize.some((size) => size > 1);
}

function takesChannels(node: LayerNode, channels: number): boolean {
  const { dataFormat = 'channels_last', groups = 1 } = node.config as {
    readonly dataFormat?: string;
    readonly groups?: number;
  };
  const kernel = inputKernel(node);
  const inputs = kernel ? kernel.shape.at(-2) : undefined;
  if (inputs === undefined || dataFormat !== 'channels_last' || groups !== 1) return false;
  // Behind a Flatten the channels repeat, fastest last.
  return isDense(node) ? inputs % channels === 0 : inputs === channels;
}

function inputKernel(node: LayerNode): Tensor | undefined {
  return node.weights[isSeparable(node) ? 'depthwise_kernel' : 'kernel'];
}

/** kernel'[.., c, n] = s[c] * kernel[.., c, n];  bias'[n] = bias[n] + sum over .., c of t[c] * kernel[.., c, n] */
function foldedWeights(node: LayerNode, { scale, shift }: Affine): WeightMap {
  const kernel = inputKernel(node);
  if (!kernel) return node.weights;
  const outputs = kernel.shape.at(-1) ?? 1;
  const channels = scale.length;
  const channelOf = (i: number): number => Math.floor(i / outputs) % channels;
  const scaled = kernel.data.map((weight, i) => weight * (scale[channelOf(i)] ?? 1));
  const pointwise = node.weights['pointwise_kernel'];
  const filters = pointwise?.shape.at(-1) ?? outputs;
  const bias = Float64Array.from({ length: filters }, (_, n) => node.weights['bias']?.data[n] ?? 0);
  kernel.data.forEach((weight, i) => {
    const part = weight * (shift[channelOf(i)] ?? 0);
    if (!pointwise) bias[i % outputs] = (bias[i % outputs] ?? 0) + part;
    else spread(bias, part, pointwise, i % ((kernel.shape[2] ?? 1) * outputs));
  });
  return {
    ...node.weights,
    [isSeparable(node) ? 'depthwise_kernel' : 'kernel']: tensor(scaled, kernel.shape),
    bias: tensor(Float32Array.from(bias), [filters]),
  };
}

/** Adds one depthwise output's constant to every filter that reads it. */
function spread(bias: Float64Array, part: number, pointwise: Tensor, row: number): void {
  for (let n = 0; n < bias.length; n++) {
    bias[n] = (bias[n] ?? 0) + part * (pointwise.data[row * bias.length + n] ?? 0);
  }
}
