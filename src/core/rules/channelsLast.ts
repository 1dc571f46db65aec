import { defineRule } from './define.ts';

/**
 * The runtime and its file have one order of axes. Kernels have the same shape in both orders, so a model that is
 * built anew with channels last takes the same weights.
 */
export const channelsLast = defineRule({
  id: 'channels-last',
  level: 'design',
  severity: 'error',
  title: 'Channels come first',
  source: 'docs/reference/compatibility.md#channels-last; cnn2snn 2.3.6 transforms/sequential.py',
  doc: "Every layer with a data_format must have 'channels_last': images are (H, W, C).",
  check: ({ graph }) =>
    graph.layers
      .filter((node) => node.serialized['data_format'] === 'channels_first')
      .map(({ name }) => ({
        layer: name,
        message: `Layer "${name}" keeps the channels in the first axis.`,
        expected: "data_format 'channels_last'",
        received: "data_format 'channels_first'",
        hint: 'Build the model with channels_last and load the same weights: kernels have the same shape in both.',
      })),
});
