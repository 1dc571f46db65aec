import { fail } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph, WeightMap } from '../ir/graph.ts';
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
  const { config } = node;
  const shapes = inputs.map((input) => input.shape);
  try {
    const outputShape = (
      definition.role === 'input' ? (shapes[0] ?? []) : definition.outputShape(config, shapes)
    ) as readonly number[];
    const kerasMajor = graph.kerasVersion?.startsWith('3') ? 3 : 2;
    return definition.forward({ config, weights, inputs, outputShape, kerasMajor });
  } catch (error) {
    if (!(error instanceof ParamError)) throw error;
    fail('forward/bad-layer', { layer: node.name }, node.className, error.expected, error.received);
  }
}
