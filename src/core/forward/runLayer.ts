import { fail } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph, WeightMap } from '../ir/graph.ts';
import type { KerasMajor } from '../layers/define.ts';
import { layerDefinition } from '../layers/index.ts';
import { ParamError } from '../layers/params.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * The weights as a layer computes with them: the kernels of quantized layers rounded to their grids.
 * @throws StudioError quantize/... for a kernel that cannot be quantized
 */
export function preparedWeights(node: LayerNode): WeightMap {
  const definition = layerDefinition(node.className);
  return definition?.prepareWeights?.(node.config, node.weights, node.name) ?? node.weights;
}

/**
 * Inference-time output of one layer.
 * @param weights  of the layer: `preparedWeights`, or the float master weights to leave quantization out
 * @param inputs   float32, batch axis first
 * @throws StudioError forward/cannot-run, forward/bad-layer
 */
export function runLayer(
  graph: ModelGraph,
  node: LayerNode,
  weights: WeightMap,
  inputs: readonly Tensor[],
): Tensor {
  const definition = layerDefinition(node.className);
  if (!definition?.forward) fail('forward/cannot-run', { layer: node.name }, node.className);
  const { forward } = definition;
  const { config } = node;
  const outputShape = runShape(
    node,
    inputs.map((input) => input.shape),
  );
  const kerasMajor = kerasMajorOf(graph);
  return orBadLayer(node, () => forward({ config, weights, inputs, outputShape, kerasMajor }));
}

/** Major version of the Keras that wrote the model; 2 where the file does not say. */
export function kerasMajorOf(graph: ModelGraph): KerasMajor {
  return graph.kerasVersion?.startsWith('3') ? 3 : 2;
}

/**
 * Output shape of a layer for inputs of these shapes, batch axis included.
 * @throws StudioError forward/cannot-run, forward/bad-layer
 */
export function runShape(
  node: LayerNode,
  shapes: readonly (readonly number[])[],
): readonly number[] {
  const definition = layerDefinition(node.className);
  if (!definition) fail('forward/cannot-run', { layer: node.name }, node.className);
  if (definition.role === 'input') return shapes[0] ?? [];
  return orBadLayer(node, () => definition.outputShape(node.config, shapes) as readonly number[]);
}

/** @throws StudioError forward/bad-layer for a ParamError */
function orBadLayer<T>(node: LayerNode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ParamError)) throw error;
    fail('forward/bad-layer', { layer: node.name }, node.className, error.expected, error.received);
  }
}
