import {
  isNeural,
  isQuantizedActivation,
  isQuantizedNeural,
  isRelu,
} from '../layers/layerGroups.ts';
import { bitsOnEveryChip } from '../targets/index.ts';
import { defineFix } from './define.ts';
import { planBits } from './planBits.ts';

const INNER = ['Convolutional', 'SeparableConvolutional', 'FullyConnected'] as const;
const FIRST_BITS = bitsOnEveryChip('weightBits', ['InputConvolutional']);
const WEIGHT_BITS = bitsOnEveryChip('weightBits', INNER);
const SPIKE_BITS = bitsOnEveryChip('activationBits', ['InputConvolutional', ...INNER]);

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
