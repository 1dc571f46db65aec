import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { averagePooling2d } from '../layers/averagePooling2d.ts';
import { isLayer } from '../layers/define.ts';
import { isConvolution } from '../layers/layerGroups.ts';
import { sameShape } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { fitsTogether, layerBefore, removeLayer, replaceLayer, withConfig } from './graphEdits.ts';

export const averageToStride = defineFix({
  id: 'average-to-stride',
  rules: ['supported-layer'],
  doc: 'Removes AveragePooling2D and lets the convolution of its block step as far. The map has the same size, other values: fine-tune after it.',
  plan: (graph, node) => {
    const neural = isLayer(node, averagePooling2d) ? convolutionOf(graph, node) : undefined;
    if (!isLayer(node, averagePooling2d) || !neural || !isConvolution(neural)) return null;
    const [x, y] = node.config.strides ?? node.config.poolSize;
    const strides = [neural.config.strides[0] * x, neural.config.strides[1] * y] as const;
    const strided = replaceLayer(graph, neural, withConfig(neural, { strides }));
    const pool = strided.layers.find(({ name }) => name === node.name);
    const before = layerBefore(strided, pool);
    if (!pool || !before) return null;
    const changed = removeLayer(strided, pool);
    const [wanted, found] = [
      outputShapes(graph).output(node.name),
      outputShapes(changed).output(before.name),
    ];
    if (!wanted || !found || !sameShape(wanted, found) || !fitsTogether(changed)) return null;
    return {
      exact: false,
      describe: `"${node.name}" goes, and "${neural.name}" gets strides ${strides.join('x')}. The function changes, fine-tune after it.`,
      apply: () => changed,
    };
  },
});

/** The convolution before the pool, through layers that keep the shape. */
function convolutionOf(graph: ModelGraph, pool: LayerNode): LayerNode | undefined {
  const shapes = outputShapes(graph);
  let before = layerBefore(graph, pool);
  while (before && !isConvolution(before)) {
    const [from, to] = [shapes.inputs(before)[0], shapes.output(before.name)];
    if (!from || !to || !sameShape(from, to)) return undefined;
    before = layerBefore(graph, before);
  }
  return before;
}
