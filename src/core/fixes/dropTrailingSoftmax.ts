import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { activation } from '../layers/activation.ts';
import { isLayer } from '../layers/define.ts';
import { softmax } from '../layers/softmax.ts';
import { inlineActivation } from '../layers/layerGroups.ts';
import { defineFix } from './define.ts';
import { layerBefore, removeLayer, replaceLayer, withConfig } from './graphEdits.ts';

export const dropTrailingSoftmax = defineFix({
  id: 'drop-trailing-softmax',
  rules: ['inline-activation', 'flatten-before-dense', 'relu-only'],
  doc: 'Drops the softmax at the end of the model. The outputs become scores instead of shares; their order, and so the predicted class, stays the same.',
  plan: (graph, node) => {
    if (!graph.outputs.some((ref) => ref.layer === node.name)) return null;
    const describe = `The softmax of "${node.name}" goes. The outputs become scores instead of shares; the predicted class stays the same.`;
    if (isSoftmaxLayer(node)) {
      if (!layerBefore(graph, node)) return null;
      return { exact: false, describe, apply: () => removeLayer(graph, node) };
    }
    if (inlineActivation(node) !== 'softmax') return null;
    return { exact: false, describe, apply: () => withoutInline(graph, node) };
  },
});

function isSoftmaxLayer(node: LayerNode): boolean {
  if (isLayer(node, softmax)) return true;
  return isLayer(node, activation) && node.config.activation === 'softmax';
}

function withoutInline(graph: ModelGraph, node: LayerNode): ModelGraph {
  return replaceLayer(graph, node, withConfig(node, { activation: 'linear' }));
}
