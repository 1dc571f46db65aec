import { outputShapes } from '../analysis/outputShapes.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { isConvolution, isNeural } from '../layers/layerGroups.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { sameShape } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { fitsTogether, layerBehind, replaceLayer, withConfig } from './graphEdits.ts';

export const samePadding = defineFix({
  id: 'same-padding',
  rules: ['hw-padding'],
  doc: "Lets a convolution, and the max pool of its block, pad 'same'. The map grows, and its border cells see zeros: the function changes, fine-tune after it. Where both paddings add no cells, as for a 1x1 kernel, the outputs stay the same.",
  plan: (graph, node) => {
    if (!isConvolution(node) || node.config.padding === 'same') return null;
    const pool = poolOf(graph, node);
    const padded = [node, ...(pool ? [pool] : [])];
    const changed = padded.reduce(padSame, graph);
    // Behind a Flatten the weights depend on the size of the map.
    if (!fitsTogether(changed)) return null;
    const names = padded.map(({ name }) => `"${name}"`).join(' and ');
    const isSame = padded.every(({ name }) => keepsShape(graph, changed, name));
    return {
      exact: isSame,
      describe: isSame
        ? `${names} gets padding 'same', which adds no cells here. The outputs stay the same.`
        : `${names} gets padding 'same': the map grows and its border cells see zeros. The function changes, fine-tune after it.`,
      apply: () => changed,
    };
  },
});

/** A max pool before the next neural layer has the convolution's padding, or a rule is broken. */
function poolOf(graph: ModelGraph, node: LayerNode): LayerNode | undefined {
  let next = layerBehind(graph, node);
  while (next && !isNeural(next) && !isLayer(next, maxPooling2d)) next = layerBehind(graph, next);
  return isLayer(next, maxPooling2d) && next.config.padding !== 'same' ? next : undefined;
}

function padSame(graph: ModelGraph, { name }: LayerNode): ModelGraph {
  const node = graph.layers.find((layer) => layer.name === name);
  return node ? replaceLayer(graph, node, withConfig(node, { padding: 'same' })) : graph;
}

/** As many windows with padding as without: none of them reaches over the edge. */
function keepsShape(before: ModelGraph, after: ModelGraph, layer: string): boolean {
  const [from, to] = [before, after].map((graph) => outputShapes(graph).output(layer));
  return !!from && !!to && !from.slice(1).includes(null) && sameShape(from, to);
}
