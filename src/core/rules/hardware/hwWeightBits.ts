import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwWeightBits = defineHardwareRule({
  id: 'hw-weight-bits',
  title: 'Weight bitwidth not supported by the chip',
  doc: 'Inner layers have weights of 1, 2 or 4 bits (separable ones 2 or 4); only the input convolution takes 8.',
  check: ({ name, kind, weightBits }, { layers }) => {
    const limit = layers[kind].weightBits;
    if (!limit || weightBits === null || limit.value.includes(weightBits)) return [];
    const best = Math.max(...limit.value);
    return [
      {
        message: `Layer "${name}" (${kind}) has ${weightBits}-bit weights.`,
        expected: `${limit.value.join(', ')} bits`,
        received: `${weightBits} bits`,
        hint: `Quantize the weights of "${name}" to ${best} bits and fine-tune.`,
        source: limit.source,
      },
    ];
  },
});
