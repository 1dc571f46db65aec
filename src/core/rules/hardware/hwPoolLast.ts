import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwPoolLast = defineHardwareRule({
  id: 'hw-pool-last',
  title: 'The last layer has max pooling',
  doc: 'An inner convolution with max pooling cannot be the last layer on the chip.',
  check: ({ name, kind, pooling, isLast }, { layers }) => {
    const limit = layers[kind].maxPoolingNext;
    if (!limit || pooling.type !== 'max' || !isLast) return [];
    return [
      {
        message: `Layer "${name}" has max pooling and is the last one.`,
        expected: `${limit.value.join(' or ')} behind it`,
        received: 'the end of the model',
        hint: 'Add a convolution behind it, or replace the pool by a stride or GlobalAveragePooling2D.',
        source: limit.source,
      },
    ];
  },
});
