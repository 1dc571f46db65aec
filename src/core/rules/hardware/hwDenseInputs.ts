import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwDenseInputs = defineHardwareRule({
  id: 'hw-dense-inputs',
  title: 'Too many inputs for a fully connected layer',
  doc: 'A fully connected layer has at most 57334 inputs on the chip.',
  check: ({ name, kind, input }, { layers }) => {
    const limit = layers[kind].maxInputs;
    const inputs = input ? input[0] * input[1] * input[2] : 0;
    if (!limit || inputs <= limit.value) return [];
    return [
      {
        message: `Layer "${name}" has ${inputs} inputs.`,
        expected: `at most ${limit.value} inputs`,
        received: `${inputs} inputs`,
        hint: 'Shrink the map before it by strides or pools, or average it with GlobalAveragePooling2D.',
        source: limit.source,
      },
    ];
  },
});
