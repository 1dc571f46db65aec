import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwFilters = defineHardwareRule({
  id: 'hw-filters',
  title: 'Too many filters',
  doc: 'The unit of the input convolution has room for a number of filters that depends on kernel size and channels; other convolutions have at most 2048.',
  check: ({ name, kind, input, kernelSize, filters }, { layers }) => {
    const { maxInputFilters, maxFilters } = layers[kind];
    const limit = maxInputFilters ?? maxFilters;
    const most = maxFilters?.value ?? (input && maxInputFilters?.value[input[2]]?.[kernelSize[0]]);
    if (!limit || most === undefined || most === null || filters <= most) return [];
    const where = maxFilters ? '' : ` with kernel ${kernelSize[0]} on ${input?.[2] ?? 0} channels`;
    return [
      {
        message: `Layer "${name}" has ${filters} filters.`,
        expected: `at most ${most} filters${where}`,
        received: `${filters} filters`,
        hint: maxFilters
          ? `Use at most ${most} filters, and train again: two layers in its place cannot keep its outputs, for nothing on the chip joins them.`
          : `Use at most ${most} filters, and train again; or have a small first convolution hand the pixels on to "${name}", which may have ${layers.Convolutional.maxFilters?.value ?? most} filters then.`,
        source: limit.source,
      },
    ];
  },
});
