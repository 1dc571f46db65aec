import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwChannels = defineHardwareRule({
  id: 'hw-channels',
  title: 'Too many input channels',
  doc: 'The number of input channels of a layer is bounded.',
  check: ({ name, kind, input, previous }, { layers }) => {
    const limit = layers[kind].maxChannels;
    if (!input || !limit || input[2] <= limit.value) return [];
    return [
      {
        message: `Layer "${name}" gets ${input[2]} channels.`,
        expected: `at most ${limit.value} channels`,
        received: `${input[2]} channels`,
        hint: `Use at most ${limit.value} filters in ${previous ? `"${previous.name}"` : 'the layer before'}, and train again.`,
        source: limit.source,
      },
    ];
  },
});
