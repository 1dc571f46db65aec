import type { LayerNode } from '../../ir/graph.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { quantizeKernel, type QuantizedKernel } from '../../quantizers/quantizeKernel.ts';
import { quantizerGradient } from '../gradients/quantizerGradient.ts';
import type { Parameter } from './define.ts';
import { parameterOf, tensorOf } from './parameterOf.ts';

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
