import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwActivationBits = defineHardwareRule({
  id: 'hw-activation-bits',
  title: 'Activation bitwidth not supported by the chip',
  doc: 'Spikes have 1, 2 or 4 bits on the chip.',
  check: ({ name, kind, activates, activationBits }, { layers }) => {
    const limit = layers[kind].activationBits;
    if (!limit || !activates || activationBits === null || limit.value.includes(activationBits))
      return [];
    return [
      {
        message: `Layer "${name}" sends spikes of ${activationBits} bits.`,
        expected: `${limit.value.join(', ')} bits`,
        received: `${activationBits} bits`,
        hint: `Quantize the activation of "${name}" to ${Math.max(...limit.value)} bits and fine-tune.`,
        source: limit.source,
      },
    ];
  },
});
