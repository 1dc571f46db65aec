import type { LayerNode } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { conv2d } from '../layers/conv2d.ts';
import { dense } from '../layers/dense.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { newLayer, replaceLayer } from './graphEdits.ts';

export const denseToConv = defineFix({
  id: 'dense-to-conv',
  rules: ['dense-input'],
  doc: 'Writes a Dense layer on an image as a 1x1 Conv2D: Keras applies it at every pixel, which is what the convolution does.',
  plan: (graph, node) => {
    const shape = outputShapes(graph).inputs(node)[0];
    const kernel = node.weights['kernel'];
    if (!isLayer(node, dense) || shape?.length !== 4 || !kernel) return null;
    return {
      exact: true,
      describe: `"${node.name}" becomes a 1x1 Conv2D with the same weights. The outputs stay the same.`,
      apply: () => replaceLayer(graph, node, convolution(node, kernel)),
    };
  },
});

function convolution(node: NodeOf<typeof dense>, kernel: Tensor): LayerNode {
  const { units, activation, useBias } = node.config;
  return newLayer(
    conv2d,
    node.name,
    { filters: units, kernel_size: [1, 1], padding: 'same', activation, use_bias: useBias },
    { ...node.weights, kernel: tensor(kernel.data, [1, 1, ...kernel.shape]) },
  );
}
