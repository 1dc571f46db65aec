import type { LayerNode } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { activation } from '../layers/activation.ts';
import { isLayer } from '../layers/define.ts';
import { flatten } from '../layers/flatten.ts';
import { isDense, isDropout, isRelu } from '../layers/layerGroups.ts';
import { defineFix } from './define.ts';
import { layerBefore, layerBehind, removeLayer, swapWithNext } from './graphEdits.ts';

export const moveFlatten = defineFix({
  id: 'move-flatten',
  rules: ['flatten-before-dense'],
  doc: 'Moves Flatten behind the activation that follows it, or removes one that flattens nothing: each value keeps its place.',
  plan: (graph, node) => {
    if (!isLayer(node, flatten) || !layerBefore(graph, node)) return null;
    const next = layerBehind(graph, node);
    const isVector = outputShapes(graph).inputs(node)[0]?.length === 2;
    if (isVector || isLayer(next, flatten)) {
      return {
        exact: true,
        describe: `"${node.name}" goes: ${isVector ? 'its input is a vector already' : 'another Flatten follows'}. The outputs stay the same.`,
        apply: () => removeLayer(graph, node),
      };
    }
    if (!next || isDense(next) || !worksOnEachValue(next)) return null;
    return {
      exact: true,
      describe: `"${node.name}" moves behind "${next.name}", which works on each value apart. The outputs stay the same.`,
      apply: () => swapWithNext(graph, node, next),
    };
  },
});

function worksOnEachValue(node: LayerNode): boolean {
  if (isLayer(node, activation)) return node.config.activation !== 'softmax';
  return isRelu(node) || isDropout(node);
}
