import { defineHardwareRule } from './defineHardwareRule.ts';

/**
 * Such a layer computes nothing, and the device refuses it. It comes of weights that all round to zero, or of a layer
 * that was never trained.
 */
export const hwZeroWeights = defineHardwareRule({
  id: 'hw-zero-weights',
  title: 'All weights are zero',
  doc: 'The input convolution and separable layers need at least one weight other than zero.',
  check: ({ name, kind, hasZeroKernel }, { layers }) => {
    const limit = layers[kind].nonZeroKernel;
    if (!limit || hasZeroKernel !== true) return [];
    return [
      {
        message: `A kernel of "${name}" holds zeros only.`,
        expected: 'at least one weight other than zero',
        received: 'zeros',
        hint: 'Load trained weights, or use more weight bits: small weights round to zero.',
        source: limit.source,
      },
    ];
  },
});
