import { defineHardwareRule } from './defineHardwareRule.ts';

/** A layer can be spread over many processors, filter by filter, but a filter cannot be cut in two. */
export const hwFilterMemory = defineHardwareRule({
  id: 'hw-filter-memory',
  title: 'One filter does not fit the chip',
  doc: 'The weights of one filter must fit a processor: the input channels are bounded by kernel size and weight bits.',
  check: ({ name, kind, input, kernelSize, weightBits }, { layers }) => {
    const limit = layers[kind].maxChannelsPerFilter;
    if (!limit || !input || weightBits === null) return [];
    const most = limit.value[kernelSize[0]]?.[weightBits];
    const [, , channels] = input;
    // hw-channels reports the general bound on channels.
    if (
      most === undefined ||
      channels <= most ||
      channels > (layers[kind].maxChannels?.value ?? Infinity)
    )
      return [];
    return [
      {
        message: `A filter of "${name}" reads ${channels} channels with a ${kernelSize.join('x')} kernel of ${weightBits} bits.`,
        expected: `at most ${most} input channels`,
        received: `${channels} input channels`,
        hint: `Use fewer filters in the layer before, fewer weight bits, or a SeparableConv2D.`,
        source: limit.source,
      },
    ];
  },
});
