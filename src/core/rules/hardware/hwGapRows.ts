import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwGapRows = defineHardwareRule({
  id: 'hw-gap-rows',
  title: 'Map too small for global average pooling',
  doc: 'Under a global average the output of the convolution has at least 3 cells in its second dimension.',
  check: ({ name, kind, pooling, convolution }, { layers }) => {
    const limit = layers[kind].globalAverage;
    if (!limit?.value || pooling.type !== 'globalAverage' || !convolution) return [];
    const { minRows } = limit.value;
    if (convolution[1] >= minRows) return [];
    return [
      {
        message: `Layer "${name}" averages a map of ${convolution[0]}x${convolution[1]}.`,
        expected: `a second dimension of at least ${minRows}`,
        received: `${convolution[0]}x${convolution[1]}`,
        hint: 'Remove a stride or a pool before, or use a larger input.',
        source: limit.source,
      },
    ];
  },
});
