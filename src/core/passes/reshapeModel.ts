import { fail } from '../errors/diagnostic.ts';
import { chainOf, graphOfChain, type ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { layerDefinition } from '../layers/index.ts';
import { isLayer } from '../layers/define.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { formatShape, type Shape } from '../tensor/tensor.ts';

/**
 * Gives a serial model another image size; all weights stay.
 * @param inputHeight first spatial axis of the input
 * @param inputWidth second spatial axis of the input
 * @returns the model with input shape (inputHeight, inputWidth, C)
 * @throws StudioError graph/not-serial, graph/input-rank, and graph/reshape-breaks where a layer's weights
 *         do not fit the new size (a Dense behind a Flatten)
 * @source cnn2snn 2.3.6 transforms/reshape.py
 */
export function reshapeModel(
  graph: ModelGraph,
  inputHeight: number,
  inputWidth: number,
): ModelGraph {
  const [input, ...rest] = chainOf(graph);
  const shape = input && outputShapes(graph).output(input.name);
  if (!input || shape?.length !== 4) fail('graph/input-rank', {}, shape?.length ?? 0);
  const newShape: Shape = [null, inputHeight, inputWidth, shape[3] ?? null];
  const node = isLayer(input, inputLayer)
    ? { ...input, config: { ...input.config, batchInputShape: newShape, batchShape: null } }
    : input;
  const reshaped = graphOfChain(graph, [node, ...rest]);
  requireWeightsFit(reshaped, newShape);
  return reshaped;
}

function requireWeightsFit(graph: ModelGraph, input: Shape): void {
  const shapes = outputShapes(graph);
  for (const node of graph.layers) {
    const inputs = shapes.inputs(node);
    const problem = shapes.problems.get(node.name);
    if (problem)
      fail('graph/reshape-breaks', { layer: node.name }, problem.expected, formatShape(input));
    if (inputs.includes(undefined))
      fail('graph/unknown-shape', { layer: node.name }, node.className);
    const specs = layerDefinition(node.className)?.weights?.(node.config, inputs as Shape[]) ?? [];
    for (const { name, shape } of specs) {
      const found = node.weights[name]?.shape;
      if (found?.join() !== shape.join()) {
        const expected = `a ${name} of shape ${formatShape(shape)}`;
        fail('graph/reshape-breaks', { layer: node.name }, expected, formatShape(input));
      }
    }
  }
}
