import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import {
  inlineActivation,
  isConvolution,
  isOtherActivation,
  isRelu,
} from '../layers/layerGroups.ts';
import { defineFix } from './define.ts';
import { layerBefore, swapWithNext } from './graphEdits.ts';
import { splitInlineActivation } from './splitInlineActivation.ts';

export const moveAverageBeforeActivation = defineFix({
  id: 'move-average-before-activation',
  rules: ['pool-after-conv'],
  doc: 'Puts GlobalAveragePooling2D before the activation. The average of the positive parts is not the positive part of the average: the function changes, fine-tune after it.',
  plan: (graph, node) => {
    const before = layerBefore(graph, node);
    if (!isLayer(node, globalAveragePooling2d) || !before) return null;
    const isInline = isConvolution(before) && inlineActivation(before) !== 'linear';
    if (!isInline && !isRelu(before) && !isOtherActivation(before)) return null;
    const what = isInline ? `the activation of "${before.name}"` : `"${before.name}"`;
    return {
      exact: false,
      describe: `"${node.name}" moves before ${what}. The average of positive parts is not the positive part of the average: the function changes, fine-tune after it.`,
      apply: () => (isInline ? afterSplit(graph, node, before) : swapWithNext(graph, before, node)),
    };
  },
});

function afterSplit(graph: ModelGraph, pool: LayerNode, neural: LayerNode): ModelGraph {
  const split = splitInlineActivation.plan(graph, neural)?.apply() ?? graph;
  const moved = split.layers.find(({ name }) => name === pool.name);
  const activation = layerBefore(split, moved);
  return moved && activation ? swapWithNext(split, activation, moved) : split;
}
