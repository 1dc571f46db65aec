import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwGapWidth = defineHardwareRule({
  id: 'hw-gap-width',
  title: 'Map too wide for global average pooling',
  doc: 'The chip averages layers whose input has a first dimension of at most 32.',
  check: ({ name, kind, pooling, input }, { layers }) => {
    const limit = layers[kind].globalAverage;
    if (!limit?.value || pooling.type !== 'globalAverage' || !input) return [];
    const { maxWidth } = limit.value;
    if (input[0] <= maxWidth) return [];
    return [
      {
        message: `Layer "${name}" averages its map and has an input of ${input[0]}x${input[1]}.`,
        expected: `a first dimension of at most ${maxWidth}`,
        received: `${input[0]}x${input[1]}`,
        hint: 'Shrink the map before, by a stride or a pool, or use a smaller input.',
        source: limit.source,
      },
    ];
  },
});
