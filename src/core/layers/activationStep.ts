import type { LayerNode } from '../ir/graph.ts';
import { discreteReluGrid, quantizedReLUGrid, type ActivationGrid } from './activationGrid.ts';
import { activationDiscreteRelu } from './activationDiscreteRelu.ts';
import { isLayer } from './define.ts';
import { quantizemlGrid, quantizemlRelu } from './quantizemlRelu.ts';
import { quantizedReLU } from './quantizedReLU.ts';

export { discreteReluGrid, quantizedReLUGrid, type ActivationGrid };

/** The grid of a quantized activation layer; null for every other layer. */
export function activationGrid(node: LayerNode): ActivationGrid | null {
  if (isLayer(node, quantizedReLU))
    return quantizedReLUGrid(node.config.bits, node.config.maxValue);
  if (isLayer(node, activationDiscreteRelu)) return discreteReluGrid(node.config.bits);
  if (isLayer(node, quantizemlRelu)) return quantizemlGrid(node);
  return null;
}
