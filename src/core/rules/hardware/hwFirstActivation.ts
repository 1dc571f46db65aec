import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwFirstActivation = defineHardwareRule({
  id: 'hw-first-activation',
  title: 'The input convolution has no activation',
  doc: 'The input convolution sends spikes, so it needs an activation: it cannot be the head.',
  check: ({ name, kind, activates, isFirst, isLast }, { layers }) => {
    const limit = layers[kind].firstNeedsActivation;
    // With more layers behind it, activation-between reports the missing activation.
    if (!limit || !isFirst || !isLast || activates) return [];
    return [
      {
        message: `The input convolution "${name}" has no activation.`,
        expected: 'a ReLU behind it',
        received: 'none',
        hint: `Add a ReLU behind "${name}", and a layer behind that.`,
        source: limit.source,
      },
    ];
  },
});
