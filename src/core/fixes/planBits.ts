import { isStudioError } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { quantizeLayer } from '../quantize/quantizeModel.ts';
import { isFloatNeural, isQuantizedActivation, isRelu } from '../layers/layerGroups.ts';
import type { FixPlan } from './define.ts';

/** A plan that gives one layer other bits; null where it has them already or cannot be quantized. */
export function planBits(graph: ModelGraph, node: LayerNode, bits: number): FixPlan | null {
  const isFloat = isFloatNeural(node) || (isRelu(node) && !isQuantizedActivation(node));
  const found = isFloat ? 'float' : `${bitsOf(node)} bits`;
  if (bitsOf(node) === bits) return null;
  let changed: ModelGraph;
  try {
    changed = quantizeLayer(graph, node.name, { bits });
  } catch (error) {
    // A layer that cannot be quantized at all has a finding of its own.
    if (isStudioError(error)) return null;
    throw error;
  }
  return {
    exact: false,
    describe: `"${node.name}" goes from ${found} to ${bits} bits. The function changes, fine-tune after it.`,
    apply: () => changed,
  };
}

function bitsOf(node: LayerNode): number | undefined {
  const { bits, quantizer } = node.config as {
    readonly bits?: number;
    readonly quantizer?: { readonly bits: number };
  };
  return bits ?? quantizer?.bits;
}
