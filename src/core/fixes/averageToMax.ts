import { roleOf } from '../analysis/blocks.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { averagePooling2d } from '../layers/averagePooling2d.ts';
import { isLayer } from '../layers/define.ts';
import { isConvolution } from '../layers/layerGroups.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { defineFix } from './define.ts';
import { layerBefore, newLayer, replaceLayer } from './graphEdits.ts';

export const averageToMax = defineFix({
  id: 'average-to-max',
  rules: ['supported-layer'],
  doc: 'Turns AveragePooling2D into MaxPooling2D with the same windows. The function changes: fine-tune after it.',
  plan: (graph, node) => {
    if (!isLayer(node, averagePooling2d)) return null;
    const { poolSize, strides, padding, dataFormat } = node.config;
    const size = Math.max(...poolSize, ...(strides ?? []));
    const owner = convolutionBefore(graph, node);
    const limit =
      size > 2 && owner
        ? ` It is a part of "${owner}" then, and the chips pool 2x2 at most: make it smaller as well.`
        : '';
    return {
      exact: false,
      describe: `"${node.name}" becomes MaxPooling2D with the same windows. The function changes, fine-tune after it.${limit}`,
      apply: () =>
        replaceLayer(
          graph,
          node,
          newLayer(maxPooling2d, node.name, {
            pool_size: [...poolSize],
            strides: strides ? [...strides] : [...poolSize],
            padding,
            data_format: dataFormat,
          }),
        ),
    };
  },
});

/** The convolution that the pool will be a part of. */
function convolutionBefore(graph: ModelGraph, node: LayerNode): string | undefined {
  let before = layerBefore(graph, node);
  while (before && ['activation', 'batchNorm', 'dropout'].includes(roleOf(before))) {
    before = layerBefore(graph, before);
  }
  return isConvolution(before) ? before.name : undefined;
}
