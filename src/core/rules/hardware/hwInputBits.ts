import { defineHardwareRule } from './defineHardwareRule.ts';

/** The bits are set where the spikes are made: at the activation of the layer before. */
export const hwInputBits = defineHardwareRule({
  id: 'hw-input-bits',
  title: 'Input bitwidth not supported by the chip',
  doc: 'The spikes a layer gets are bounded in their bits: those that the layer before sends.',
  check: ({ name, kind, inputBits, previous }, { layers }) => {
    const limit = layers[kind].inputBits;
    if (!limit || inputBits === null || limit.value.includes(inputBits)) return [];
    const sender = previous ? `the activation of "${previous.name}"` : 'the input';
    return [
      {
        message: `Layer "${name}" (${kind}) gets spikes of ${inputBits} bits.`,
        expected: `${limit.value.join(', ')} bits`,
        received: `${inputBits} bits`,
        hint: `Use ${Math.max(...limit.value)} bits for ${sender}, and fine-tune.`,
        source: limit.source,
      },
    ];
  },
});
