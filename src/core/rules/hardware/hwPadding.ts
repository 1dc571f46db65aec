import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwPadding = defineHardwareRule({
  id: 'hw-padding',
  title: 'Padding not supported by the chip',
  doc: "Behind the input convolution every convolution pads 'same'.",
  check: ({ name, kind, padding }, { layers }) => {
    const limit = layers[kind].paddings;
    if (!limit || limit.value.includes(padding)) return [];
    const allowed = `padding ${limit.value.map((value) => `'${value}'`).join(' or ')}`;
    return [
      {
        message: `Layer "${name}" has padding '${padding}'.`,
        expected: allowed,
        received: `padding '${padding}'`,
        hint: `Use ${allowed} and train on: the borders of the map change.`,
        source: limit.source,
      },
    ];
  },
});
