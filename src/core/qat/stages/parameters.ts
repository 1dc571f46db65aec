import { fail } from '../../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../../ir/graph.ts';
import { tensor, type Tensor } from '../../tensor/tensor.ts';
import type { Parameter } from './define.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { quantizeKernel, type QuantizedKernel } from '../../quantizers/quantizeKernel.ts';
import { quantizerGradient } from './quantizerGradient.ts';

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
function tensorOf({ value, shape }: Parameter): Tensor {
  return { data: value, shape };
}

/** A kernel with float master values that the forward pass uses on its quantizer's grid. */
export interface QuantizedParameter {
  readonly parameter: Parameter;
  /** Quantizes the master values as they are now, as conversion does. @throws StudioError quantize/... */
  readonly quantize: () => QuantizedKernel;
}

/**
 * @param factor  what the gradient that the device reports is still to be multiplied by; read after `quantize`
 */
export function quantizedParameter(
  node: LayerNode,
  weight: string,
  config: QuantizerConfig,
  factor: () => number = () => 1,
): QuantizedParameter {
  let current: QuantizedKernel | null = null;
  const parameter = parameterOf(node, weight, {
    pullback: (gradient) => {
      const scaled = factor() === 1 ? gradient : gradient.map((value) => value * factor());
      const { scaleFactor } = (current ??= quantize());
      return quantizerGradient(tensorOf(parameter), scaled, config, scaleFactor);
    },
  });
  const quantize = () => (current = quantizeKernel(tensorOf(parameter), config, node.name));
  return { parameter, quantize };
}

/** The graph with the parameters' values as they are now. */
export function withParameters(graph: ModelGraph, parameters: readonly Parameter[]): ModelGraph {
  const byLayer = new Map<string, Parameter[]>();
  for (const parameter of parameters) {
    byLayer.set(parameter.layer, [...(byLayer.get(parameter.layer) ?? []), parameter]);
  }
  return {
    ...graph,
    layers: graph.layers.map((node) => {
      const own = byLayer.get(node.name);
      if (!own) return node;
      const weights: Record<string, Tensor> = { ...node.weights };
      for (const { weight, value, shape } of own) weights[weight] = tensor(value.slice(), shape);
      return { ...node, weights };
    }),
  };
}
