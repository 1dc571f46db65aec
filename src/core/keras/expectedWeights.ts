import type { LayerNode } from '../ir/graph.ts';
import type { WeightSpec } from '../layers/define.ts';
import { layerDefinition } from '../layers/index.ts';
import { ParamError } from '../layers/params.ts';
import type { Shape } from '../tensor/tensor.ts';

/** The weights a layer must have. */
export interface ExpectedWeights {
  /** In the order of Keras' variables, trainable ones first. */
  readonly specs: readonly WeightSpec[];
  /** False behind a layer we do not know: then only the names count, not the shapes. */
  readonly shapesKnown: boolean;
}

/** Stand-ins for an input of unknown shape: the names of weights do not depend on it. */
const STAND_INS: readonly Shape[] = [
  [null, 8, 8, 8],
  [null, 8],
  [null, 8, 8],
];

/**
 * The weights that a layer of this configuration has on these inputs; null for layers of unknown type.
 * @throws ParamError when the inputs do not fit the layer
 */
export function expectedWeights(
  node: LayerNode,
  inputs: readonly (Shape | undefined)[],
): ExpectedWeights | null {
  const definition = layerDefinition(node.className);
  if (!definition) return null;
  if (!definition.weights) return { specs: [], shapesKnown: true };
  if (!inputs.includes(undefined)) {
    return {
      specs: definition.weights(node.config, inputs as readonly Shape[]),
      shapesKnown: true,
    };
  }
  for (const input of STAND_INS) {
    try {
      return { specs: definition.weights(node.config, [input]), shapesKnown: false };
    } catch (error) {
      if (!(error instanceof ParamError)) throw error;
    }
  }
  return { specs: [], shapesKnown: false };
}
