import { outputShapes } from '../analysis/outputShapes.ts';
import { isLayer } from '../layers/define.ts';
import { centerCrop, randomCrop, resizing } from '../layers/resizings.ts';
import { sameShape } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { layerBefore, removeLayer } from './graphEdits.ts';

export const dropSameSize = defineFix({
  id: 'drop-same-size',
  rules: ['supported-layer'],
  doc: 'Removes Resizing, CenterCrop and RandomCrop where the picture has that size already: they give it back as it is.',
  plan: (graph, node) => {
    if (![centerCrop, randomCrop, resizing].some((layer) => isLayer(node, layer))) return null;
    const shapes = outputShapes(graph);
    const [from, to] = [shapes.inputs(node)[0], shapes.output(node.name)];
    const isKnown = from && to && !from.slice(1).includes(null);
    if (!isKnown || !sameShape(from, to) || !layerBefore(graph, node)) return null;
    return {
      exact: true,
      describe: `${node.className} "${node.name}" is removed: its pictures have that size already. The outputs stay the same.`,
      apply: () => removeLayer(graph, node),
    };
  },
});
