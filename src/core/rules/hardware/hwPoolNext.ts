import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwPoolNext = defineHardwareRule({
  id: 'hw-pool-next',
  title: 'Layer behind a max pool not supported by the chip',
  doc: 'Behind an inner convolution with max pooling the chip needs another convolution.',
  check: ({ name, kind, previous }, { layers }) => {
    const limit = previous && layers[previous.kind].maxPoolingNext;
    if (!limit || previous.pooling.type !== 'max' || limit.value.includes(kind)) return [];
    return [
      {
        message: `Layer "${name}" (${kind}) follows "${previous.name}", which has max pooling.`,
        expected: limit.value.join(' or '),
        received: kind,
        hint: `Put a convolution between "${previous.name}" and "${name}", or replace the pool by a stride or GlobalAveragePooling2D.`,
        source: limit.source,
      },
    ];
  },
});
