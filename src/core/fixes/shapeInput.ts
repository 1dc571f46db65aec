import { outputShapes } from '../analysis/outputShapes.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { flatten } from '../layers/flatten.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { rescaling } from '../layers/rescaling.ts';
import { reshape } from '../layers/reshape.ts';
import { formatShape, type Shape } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import {
  fitsTogether,
  layerBefore,
  layerBehind,
  removeLayer,
  replaceLayer,
  withConfig,
} from './graphEdits.ts';

export const shapeInput = defineFix({
  id: 'shape-input',
  rules: ['reshape-vector', 'image-input', 'input-rank'],
  doc: 'Gives the input the shape that a Reshape at the start of the model makes of it, and removes the Reshape. An input without a channel axis that is flattened gets one channel. The model is then fed the same values in that shape; the outputs stay the same.',
  plan: (graph, node) => {
    const input = inputOf(graph, node);
    const shaper = input && shaperBehind(graph, input);
    const from = input && outputShapes(graph).output(input.name);
    if (!input || !shaper || !from) return null;
    const to = shapeFor(graph, shaper, from);
    if (!to || (to.length !== 2 && to.length !== 4)) return null;
    const shaped = replaceLayer(graph, input, withShape(input, to));
    const changed = isLayer(shaper, reshape) ? withoutLayer(shaped, shaper.name) : shaped;
    if (!fitsTogether(changed)) return null;
    const what = isLayer(shaper, reshape) ? `, and "${shaper.name}" goes` : '';
    return {
      exact: true,
      describe: `The input takes ${formatShape(to.slice(1))} instead of ${formatShape(from.slice(1))}${what}. Fed the same values in that shape, the outputs stay the same.`,
      apply: () => changed,
    };
  },
});

/** The model's only input, if the layer is it or stands behind it with nothing but a Rescaling between. */
function inputOf(graph: ModelGraph, node: LayerNode): LayerNode | undefined {
  let at: LayerNode | undefined = node;
  while (at && !isLayer(at, inputLayer)) {
    const isStart: boolean = at === node || isUniform(at);
    at = isStart ? layerBefore(graph, at) : undefined;
  }
  return graph.inputs.length === 1 ? at : undefined;
}

function shaperBehind(graph: ModelGraph, input: LayerNode): LayerNode | undefined {
  const readers = graph.layers.filter(({ calls }) =>
    calls.flat().some(({ layer }) => layer === input.name),
  );
  let next = readers.length === 1 ? readers[0] : undefined;
  while (next && isUniform(next)) next = layerBehind(graph, next);
  return isLayer(next, reshape) || isLayer(next, flatten) ? next : undefined;
}

/** A Rescaling that treats all values alike, whatever their axes. */
function isUniform(node: LayerNode): boolean {
  if (!isLayer(node, rescaling)) return false;
  return typeof node.config.scale === 'number' && typeof node.config.offset === 'number';
}

function shapeFor(graph: ModelGraph, shaper: LayerNode, from: Shape): Shape | undefined {
  if (isLayer(shaper, reshape)) return outputShapes(graph).output(shaper.name);
  return from.length === 3 ? [...from, 1] : undefined;
}

function withShape(input: LayerNode, shape: Shape): LayerNode {
  const { batchShape } = input.config as { readonly batchShape?: Shape | null };
  const key = batchShape ? 'batchShape' : 'batchInputShape';
  return withConfig(input, { [key]: [null, ...shape.slice(1)] });
}

function withoutLayer(graph: ModelGraph, name: string): ModelGraph {
  const node = graph.layers.find((layer) => layer.name === name);
  return node ? removeLayer(graph, node) : graph;
}
