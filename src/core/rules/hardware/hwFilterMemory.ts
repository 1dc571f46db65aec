import { defineHardwareRule } from './defineHardwareRule.ts';

/** A layer can be spread over many processors, filter by filter, but a filter cannot be cut in two. */
export const hwFilterMemory = defineHardwareRule({
  id: 'hw-filter-memory',
  title: 'One filter does not fit the chip',
  doc: 'The weights of one filter must fit a processor: the input channels are bounded by kernel size and weight bits.',
  check: ({ name, kind, input, kernelSize, weightBits, previous }, { layers }) => {
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
        hint: `Use at most ${most} filters in ${previous ? `"${previous.name}"` : 'the layer before'}${fewerBits(limit.value[kernelSize[0]] ?? {}, weightBits, channels)}, or a SeparableConv2D, and train again.`,
        source: limit.source,
      },
    ];
  },
});

/** The most weight bits with which the filter would fit, in words; empty where none would do. */
function fewerBits(
  limits: Readonly<Record<number, number>>,
  weightBits: number,
  channels: number,
): string {
  const fitting = Object.keys(limits)
    .map(Number)
    .filter((bits) => bits < weightBits && (limits[bits] ?? 0) >= channels);
  return fitting.length > 0 ? `, ${Math.max(...fitting)}-bit weights here` : '';
}
