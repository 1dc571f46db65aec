import { chipPlan, type ChipLayer } from '../../analysis/chipPlan.ts';
import type { LayerNode } from '../../ir/graph.ts';
import type { RuleContext } from '../context.ts';
import type { HardwareLayer } from './hardwareLayer.ts';

/** What the neural layers of a Keras model, float or quantized, would be on the chip. */
export function hardwareLayersOfGraph({ graph, input }: RuleContext): readonly HardwareLayer[] {
  const known = new Map<ChipLayer, HardwareLayer>();
  return chipPlan(graph, input).map((layer) => {
    const { kind, convolution, kernelSize, strides, padding, filters, pooling } = layer;
    const found: HardwareLayer = {
      ...{ kind, convolution, kernelSize, strides, padding, filters, pooling },
      name: layer.node.name,
      input: layer.input,
      inputBits: layer.inputBits,
      weightBits: layer.quantizer?.bits ?? null,
      activation: layer.activates,
      activationBits: layer.grid?.bits ?? null,
      converted: null,
      hasZeroKernel: hasZeroKernel(layer.node),
      isFirst: layer.isFirst,
      previous: layer.previous && (known.get(layer.previous) ?? null),
      isLast: layer.isLast,
    };
    known.set(layer, found);
    return found;
  });
}

function hasZeroKernel({ weights }: LayerNode): boolean | null {
  const kernels = Object.entries(weights).filter(([name]) => name.endsWith('kernel'));
  if (kernels.length === 0) return null;
  return kernels.some(([, { data }]) => data.every((weight) => weight === 0));
}
