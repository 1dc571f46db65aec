import { outputShapes } from '../analysis/outputShapes.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { inlineActivation, isNeural, isOtherActivation, isRelu } from '../layers/layerGroups.ts';
import { relu } from '../layers/relu.ts';
import { affineOf } from './affine.ts';
import { defineFix } from './define.ts';
import { layerBefore, swapWithNext } from './graphEdits.ts';
import { splitInlineActivation } from './splitInlineActivation.ts';

export const moveBatchNormBeforeActivation = defineFix({
  id: 'move-batch-norm-before-activation',
  rules: ['batchnorm-before-activation'],
  doc: 'Puts BatchNormalization before the activation. s relu(x) + t is relu(s x) only for scales above zero and shifts of zero: elsewhere the function changes, fine-tune after it.',
  plan: (graph, node) => {
    const before = layerBefore(graph, node);
    if (!isLayer(node, batchNormalization) || !before) return null;
    const isInline = isNeural(before) && inlineActivation(before) !== 'linear';
    if (!isInline && !isRelu(before) && !isOtherActivation(before)) return null;
    const name = isInline ? `the activation of "${before.name}"` : `"${before.name}"`;
    const exact = isScaleOnly(graph, node) && isPlainRelu(before);
    return {
      exact,
      describe: exact
        ? `"${node.name}" moves before ${name}: its scales are positive and its shifts zero, so the outputs stay the same.`
        : `"${node.name}" moves before ${name}. Behind a ReLU a shift t adds to silent cells too, which no kernel before the ReLU can do: the function changes, fine-tune after it.`,
      apply: () => (isInline ? afterSplit(graph, node, before) : swapWithNext(graph, before, node)),
    };
  },
});

function isScaleOnly(graph: ModelGraph, node: LayerNode): boolean {
  const affine = affineOf(node, outputShapes(graph).output(node.name)?.length);
  return affine !== null && affine.scale.every((s) => s > 0) && affine.shift.every((t) => t === 0);
}

/** relu(s x) = s relu(x) holds without a maximum, a threshold or another slope for negative values. */
function isPlainRelu(node: LayerNode): boolean {
  if (isNeural(node)) return inlineActivation(node) === 'relu';
  return isLayer(node, relu) && node.config.maxValue === null && node.config.threshold === 0;
}

function afterSplit(graph: ModelGraph, norm: LayerNode, neural: LayerNode): ModelGraph {
  const split = splitInlineActivation.plan(graph, neural)?.apply() ?? graph;
  const moved = split.layers.find(({ name }) => name === norm.name);
  const activation = layerBefore(split, moved);
  return moved && activation ? swapWithNext(split, activation, moved) : split;
}
