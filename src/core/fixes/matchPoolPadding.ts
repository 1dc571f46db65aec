import { outputShapes } from '../analysis/outputShapes.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { isConvolution } from '../layers/layerGroups.ts';
import { formatShape, sameShape } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { fitsTogether, layerBefore, replaceLayer, withConfig } from './graphEdits.ts';

export const matchPoolPadding = defineFix({
  id: 'match-pool-padding',
  rules: ['pool-padding'],
  doc: 'Gives MaxPooling2D the padding of its convolution. Where the pool divides the map evenly both paddings are the same; elsewhere the size of the map changes.',
  plan: (graph, node) => {
    const neural = convolutionOf(graph, node);
    if (!isLayer(node, maxPooling2d) || !neural) return null;
    const { padding } = neural.config as { readonly padding: 'same' | 'valid' };
    if (padding === node.config.padding) return null;
    const changed = replaceLayer(graph, node, withConfig(node, { padding }));
    const before = outputShapes(graph).output(node.name);
    const after = outputShapes(changed).output(node.name);
    if (!before || !after || !fitsTogether(changed)) return null;
    // The same number of windows means that none of them reaches over the edge.
    const exact = !before.slice(1).includes(null) && sameShape(before, after);
    const sizes = `from ${formatShape(before.slice(1))} to ${formatShape(after.slice(1))}`;
    return {
      exact,
      describe: exact
        ? `"${node.name}" gets padding '${padding}'. The pool divides the map evenly, so the outputs stay the same.`
        : `"${node.name}" gets padding '${padding}'; its output goes ${sizes}. The function changes, fine-tune after it.`,
      apply: () => changed,
    };
  },
});

/** The convolution of the pool's block: activations, normalization and dropout may lie between. */
function convolutionOf(graph: ModelGraph, pool: LayerNode): LayerNode | undefined {
  let before = layerBefore(graph, pool);
  while (before && !isConvolution(before)) {
    const { shape, next } = { shape: outputShapes(graph), next: layerBefore(graph, before) };
    const [from, to] = [shape.inputs(before)[0], shape.output(before.name)];
    if (!from || !to || !sameShape(from, to)) return undefined;
    before = next;
  }
  return before;
}
