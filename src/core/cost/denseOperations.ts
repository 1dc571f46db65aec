import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { sizeOf, type Shape, type Tensor } from '../tensor/tensor.ts';

/**
 * Multiply-accumulates of one inference on an engine that skips nothing, padding cells counted as inputs.
 *     operations = output positions * (number of kernel values)
 * Every kernel value meets every output position once; this holds for convolutions (groups included), depthwise and
 * separable convolutions at stride 1 depth-then-point, and dense layers (positions = 1). Biases are not counted.
 * @returns null for a layer without kernels or whose output shape is open
 * @example Conv2D 3x3, 16 -> 32 channels, output (None, 10, 10, 32): 100 * 3 * 3 * 16 * 32 = 460,800
 * @source Sze et al., Efficient Processing of Deep Neural Networks, 2020, chapter 2
 */
export function denseOperations(node: LayerNode, outputShape: Shape | undefined): number | null {
  const kernels = kernelsOf(node);
  if (kernels.length === 0 || !outputShape) return null;
  const positions = outputShape.slice(1, -1);
  if (positions.includes(null)) return null;
  const values = kernels.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return sizeOf(positions as readonly number[]) * values;
}

/** The same for every layer of a graph that has kernels, by name, in graph order; null where it cannot be told. */
export function denseOperationsOfGraph(graph: ModelGraph): ReadonlyMap<string, number | null> {
  const shapes = outputShapes(graph);
  return new Map(
    graph.layers
      .filter((node) => kernelsOf(node).length > 0)
      .map((node) => [node.name, denseOperations(node, shapes.output(node.name))]),
  );
}

/** Dense, convolution, depthwise and pointwise kernels. Recurrent layers have one as well, used more than once: not known. */
function kernelsOf({ weights }: LayerNode): readonly Tensor[] {
  if (weights['recurrent_kernel']) return [];
  return Object.entries(weights).flatMap(([name, weight]) =>
    name.endsWith('kernel') ? [weight] : [],
  );
}
