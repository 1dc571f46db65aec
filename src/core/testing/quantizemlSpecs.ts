import type { JsonObject } from '../ir/json.ts';
import type { LayerNode, WeightMap } from '../ir/graph.ts';
import { parseConfig, type AnyLayerDefinition } from '../layers/define.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';

/** A tensor of float32. */
export function floats(shape: readonly number[], values: readonly number[]): Tensor {
  return tensor(Float32Array.from(values), [...shape]);
}

/** Runs one layer definition as the forward pass does. */
export function runDefinition(
  definition: AnyLayerDefinition,
  serialized: JsonObject,
  weights: WeightMap,
  input: Tensor,
): Tensor {
  const config = parseConfig(definition.params as never, serialized);
  const outputShape = definition.outputShape(config, [input.shape]) as readonly number[];
  const output = definition.forward?.({
    config,
    weights,
    inputs: [input],
    outputShape,
    kerasMajor: 2,
  });
  if (!output) throw new Error('a forward pass');
  return output;
}

/** A node with a parsed configuration, of no graph. */
export function nodeOf(
  definition: AnyLayerDefinition,
  serialized: JsonObject,
  weights: WeightMap = {},
): LayerNode {
  const config = parseConfig(definition.params as never, serialized) as object;
  const { className } = definition;
  return { name: 'layer', className, config, serialized, weights, calls: [[]], scope: [] };
}
