import { isNeural, isQuantizedActivation } from '../layers/layerGroups.ts';
import { bitsOnEveryChip } from '../targets/index.ts';
import { defineFix } from './define.ts';
import { layerBefore } from './graphEdits.ts';
import { planBits } from './supportedBits.ts';

/** Fully connected layers of the first silicon take the fewest. */
const NARROW_BITS = bitsOnEveryChip('inputBits', ['FullyConnected']);

export const narrowInputBits = defineFix({
  id: 'narrow-input-bits',
  setsBits: true,
  rules: ['hw-input-bits'],
  doc: `Quantizes the activation that feeds a layer to ${NARROW_BITS} bits. Fine-tune after it.`,
  plan: (graph, node) => {
    let before = layerBefore(graph, node);
    while (before && !isQuantizedActivation(before) && !isNeural(before))
      before = layerBefore(graph, before);
    return before && isQuantizedActivation(before) ? planBits(graph, before, NARROW_BITS) : null;
  },
});
