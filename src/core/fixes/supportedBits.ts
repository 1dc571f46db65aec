import {
  isFloatNeural,
  isNeural,
  isQuantizedActivation,
  isQuantizedNeural,
  isRelu,
} from '../layers/layerGroups.ts';
import { bitsOnEveryChip } from '../targets/index.ts';
import { defineFix, type FixPlan } from './define.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { quantizeLayer } from '../quantize/quantizeModel.ts';

const INNER = ['Convolutional', 'SeparableConvolutional', 'FullyConnected'] as const;
const FIRST_BITS = bitsOnEveryChip('weightBits', ['InputConvolutional']);
const WEIGHT_BITS = bitsOnEveryChip('weightBits', INNER);
const SPIKE_BITS = bitsOnEveryChip('activationBits', ['InputConvolutional', ...INNER]);

export const supportedBits = defineFix({
  id: 'supported-bits',
  setsBits: true,
  rules: [
    'weight-bits',
    'activation-bits',
    'separable-bits',
    'quantization-missing',
    'hw-weight-bits',
    'hw-activation-bits',
  ],
  doc: `Quantizes a layer to the largest bitwidth that is supported there: ${FIRST_BITS} for the first weights, ${WEIGHT_BITS} elsewhere. Fine-tune after it.`,
  plan: (graph, node) => {
    // In a model that is all float the answer is to quantize the model, not one layer.
    if (!graph.layers.some((layer) => isQuantizedNeural(layer) || isQuantizedActivation(layer)))
      return null;
    const isFirst = graph.layers.find((layer) => isNeural(layer)) === node;
    if (isNeural(node)) return planBits(graph, node, isFirst ? FIRST_BITS : WEIGHT_BITS);
    return isRelu(node) ? planBits(graph, node, SPIKE_BITS) : null;
  },
});

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
