import { defineHardwareRule } from './defineHardwareRule.ts';

/**
 * A threshold this large comes from a bias that is large next to the weights: after quantization it is the bias in
 * units of the weights' scale.
 */
export const hwThreshold = defineHardwareRule({
  id: 'hw-threshold',
  title: 'Threshold too large for the chip',
  doc: 'Thresholds of layers with an activation must fit the register of their unit: 24 bits in the input convolution, 20 elsewhere.',
  check: ({ name, kind, activates, converted }, { layers }) => {
    const limit = layers[kind].thresholdBits;
    if (!limit || !activates || !converted) return [];
    const max = 2 ** (limit.value - 1) - 1;
    const outside = converted.threshold.find((value) => value > max || value < -max - 1);
    if (outside === undefined) return [];
    return [
      {
        message: `A threshold of "${name}" is ${outside}.`,
        expected: `${-max - 1} to ${max} (${limit.value} bits, signed)`,
        received: String(outside),
        hint: 'Its bias is large next to its weights: prune the filter, or fine-tune with weight decay.',
        source: limit.source,
      },
    ];
  },
});
