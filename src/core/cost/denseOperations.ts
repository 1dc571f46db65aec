import { weightCountOf, type AkidaModel } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { chipPlan } from '../analysis/chipPlan.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { sizeOf, type Tensor } from '../tensor/tensor.ts';

/**
 * Multiply-accumulates of one inference on an engine that skips nothing, padding cells counted as inputs.
 *     operations = output positions * (number of kernel values)
 * Every kernel value meets every output position once; this holds for convolutions (groups included), depthwise and
 * separable convolutions at stride 1 depth-then-point, and dense layers (positions = 1). Biases are not counted. Positions are those
 * of the chip's plan; a layer without a counterpart on the chip (a depthwise convolution alone) is counted by its own output.
 * @returns every layer that has kernels, by name, in graph order; null where a shape is open
 * @example Conv2D 3x3, 16 -> 32 channels, output (None, 10, 10, 32): 100 * 3 * 3 * 16 * 32 = 460,800
 * @source Sze et al., Efficient Processing of Deep Neural Networks, 2020, chapter 2
 */
export function denseOperationsOfGraph(graph: ModelGraph): ReadonlyMap<string, number | null> {
  // Pixels or events: the maps are the same.
  const plan = chipPlan(graph, { inputIsImage: true });
  const maps = new Map(plan.map(({ node, convolution }) => [node, convolution]));
  const shapes = outputShapes(graph);
  return new Map(
    graph.layers.flatMap((node) => {
      const kernels = kernelsOf(node);
      if (kernels.length === 0) return [];
      const positions = maps.get(node)?.slice(0, 2) ??
        shapes.output(node.name)?.slice(1, -1) ?? [null];
      const values = kernels.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      return [
        [node.name, positions.includes(null) ? null : sizeOf(positions as number[]) * values],
      ];
    }),
  );
}

/** The same for the layers of a converted model, in which every shape is known. */
export function denseOperationsOfAkida(model: AkidaModel): ReadonlyMap<string, number> {
  const geometry = geometryOf(model);
  return new Map(
    model.layers.flatMap((layer, i): [string, number][] => {
      if (layer.kind === 'InputData') return [];
      const [x, y] = geometry[i]?.convolution ?? [0, 0];
      return [[layer.name, x * y * weightCountOf(layer)]];
    }),
  );
}

/** Dense, convolution, depthwise and pointwise kernels. Recurrent layers have one as well, used more than once: not known. */
function kernelsOf({ weights }: LayerNode): readonly Tensor[] {
  if (weights['recurrent_kernel']) return [];
  return Object.entries(weights).flatMap(([name, weight]) =>
    name.endsWith('kernel') ? [weight] : [],
  );
}
