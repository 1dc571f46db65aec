import { channelsOfFilter } from '../../map/split.ts';
import { defineHardwareRule } from './defineHardwareRule.ts';
import { takesProcessors, type HardwareLayer } from './hardwareLayers.ts';

/** A layer can be spread over many processors, filter by filter, but a filter cannot be cut in two. */
export const hwFilterMemory = defineHardwareRule({
  id: 'hw-filter-memory',
  title: 'One filter does not fit the chip',
  doc: 'The weights of one filter must fit a processor: the input channels are bounded by kernel size and weight bits.',
  check: (layer, { layers, mesh }) => {
    const { name, input, kernelSize, weightBits, previous } = layer;
    const { maxChannelsPerFilter, maxChannels } = layers[layer.kind];
    if (!takesProcessors(layer) || !input || weightBits === null) return [];
    const { weightBytes } = mesh.processor;
    const most = channelsOfFilter({ ...layer, weightBits }, weightBytes);
    const [, , channels] = input;
    // hw-channels reports the general bound on channels.
    if (most === null || channels <= most || channels > (maxChannels?.value ?? Infinity)) return [];
    return [
      {
        message: `A filter of "${name}" reads ${channels} channels with a ${kernelSize.join('x')} kernel of ${weightBits} bits.`,
        expected: `at most ${most} input channels`,
        received: `${channels} input channels`,
        hint: `Use at most ${most} filters in ${previous ? `"${previous.name}"` : 'the layer before'}${fewerBits(layer, layers[layer.kind].weightBits?.value ?? [], weightBits, channels, weightBytes)}, or a SeparableConv2D, and train again.`,
        source: maxChannelsPerFilter?.source ?? mesh.source,
      },
    ];
  },
});

/** The most weight bits with which the filter would fit, in words; empty where none would do. */
function fewerBits(
  layer: HardwareLayer,
  choices: readonly number[],
  weightBits: number,
  channels: number,
  weightBytes: number,
): string {
  const fitting = choices.filter(
    (bits) =>
      bits < weightBits &&
      (channelsOfFilter({ ...layer, weightBits: bits }, weightBytes) ?? 0) >= channels,
  );
  return fitting.length > 0 ? `, ${Math.max(...fitting)}-bit weights here` : '';
}
