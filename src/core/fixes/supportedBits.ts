import {
  isNeural,
  isQuantizedActivation,
  isQuantizedNeural,
  isRelu,
} from '../layers/layerGroups.ts';
import { defineFix } from './define.ts';
import { planBits } from './planBits.ts';

/** Bits that every layer of every chip takes, by what they are bits of. @source docs/reference/compatibility.md#hardware-akd1000 */
const INNER_BITS = 4;
const INPUT_BITS = 8;

export const supportedBits = defineFix({
  id: 'supported-bits',
  rules: [
    'weight-bits',
    'activation-bits',
    'separable-bits',
    'quantization-missing',
    'hw-weight-bits',
    'hw-activation-bits',
  ],
  doc: 'Quantizes a layer to the largest bitwidth that is supported there: 8 for the first weights, 4 elsewhere. Fine-tune after it.',
  plan: (graph, node) => {
    // In a model that is all float the answer is to quantize the model, not one layer.
    if (!graph.layers.some((layer) => isQuantizedNeural(layer) || isQuantizedActivation(layer)))
      return null;
    const isFirst = graph.layers.find((layer) => isNeural(layer)) === node;
    const bits = isFirst ? INPUT_BITS : INNER_BITS;
    if (isNeural(node) || isRelu(node)) return planBits(graph, node, bits);
    return null;
  },
});
