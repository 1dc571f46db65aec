import { fail } from '../../errors/diagnostic.ts';
import type { LayerNode } from '../../ir/graph.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Parameter } from './define.ts';

/** A weight of a layer as a parameter: its values are copied, the graph stays as it is. @throws StudioError qat/missing-weight */
export function parameterOf(
  node: LayerNode,
  weight: string,
  more: Pick<Parameter, 'momentum' | 'pullback'> = {},
): Parameter {
  const found = node.weights[weight];
  if (!found) fail('qat/missing-weight', { layer: node.name }, weight);
  return {
    key: `${node.name}/${weight}`,
    layer: node.name,
    weight,
    shape: found.shape,
    value: Float32Array.from(found.data),
    ...more,
  };
}

/** A parameter that the layer may lack (a bias). */
export function optionalParameter(node: LayerNode, weight: string): Parameter | null {
  return node.weights[weight] ? parameterOf(node, weight) : null;
}

/** A parameter's values as the core's tensor. */
export function tensorOf({ value, shape }: Parameter): Tensor {
  return { data: value, shape };
}
