import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { depthwiseConv2d } from '../layers/depthwiseConv2d.ts';
import { isLayer } from '../layers/define.ts';
import { zeroPadding2d } from '../layers/zeroPadding2d.ts';
import { isConvolution } from '../layers/layerGroups.ts';
import { windowAxis } from '../tensor/window.ts';
import { defineFix } from './define.ts';
import { layerBehind, removeLayer, replaceLayer, withConfig } from './graphEdits.ts';

export const zeroPaddingToSame = defineFix({
  id: 'zero-padding-to-same',
  rules: ['supported-layer'],
  doc: "Removes ZeroPadding2D and lets the convolution behind it pad 'same', where that adds the same cells.",
  source: 'https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2',
  plan: (graph, node) => {
    const neural = layerBehind(graph, node);
    if (!neural || !addsSameCells(graph, node, neural)) return null;
    return {
      exact: true,
      describe: `"${node.name}" goes, and "${neural.name}" pads 'same': that adds the same zeros. The outputs stay the same.`,
      apply: () => {
        const padded = replaceLayer(graph, neural, withConfig(neural, { padding: 'same' }));
        const padding = padded.layers.find(({ name }) => name === node.name);
        return padding ? removeLayer(padded, padding) : padded;
      },
    };
  },
});

function addsSameCells(graph: ModelGraph, node: LayerNode, neural: LayerNode): boolean {
  if (!isLayer(node, zeroPadding2d) || node.config.dataFormat !== 'channels_last') return false;
  if (!isConvolution(neural) && !isLayer(neural, depthwiseConv2d)) return false;
  const { kernelSize, strides, padding } = neural.config;
  const { dilationRate = [1, 1] } = neural.config as {
    readonly dilationRate?: readonly [number, number];
  };
  const [, ...sizes] = outputShapes(graph).inputs(node)[0] ?? [];
  if (padding !== 'valid') return false;
  return ([0, 1] as const).every((axis) => {
    const size = sizes[axis];
    if (typeof size !== 'number') return false;
    const [before, after] = node.config.padding[axis];
    const window = (kernelSize[axis] - 1) * dilationRate[axis] + 1;
    const padded = windowAxis(size + before + after, window, strides[axis], 'valid');
    const same = windowAxis(size, window, strides[axis], 'same');
    return padded.output === same.output && before === same.before;
  });
}
