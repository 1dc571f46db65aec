import { defineRule } from './define.ts';
import { potentialBounds } from './potentialBound.ts';

/** 20 bits, signed. @source docs/reference/integer-semantics.md#saturation */
const MAX_POTENTIAL = 2 ** 19 - 1;

/**
 * A potential that leaves the range is cut to its end, while the quantized Keras model goes on counting: the two then
 * differ. Comparing them on images of your own shows whether it happens.
 */
export const potentialOverflow = defineRule({
  id: 'potential-overflow',
  level: 'quantization',
  severity: 'info',
  title: 'Potentials may leave 20 bits',
  source:
    'docs/reference/compatibility.md#potential-overflow; docs/reference/integer-semantics.md#saturation',
  doc: 'Potentials saturate at 20 bits signed. The bound is that of the worst input; real inputs rarely come near it.',
  afterConversion: true,
  check: ({ converted }) =>
    (converted ? potentialBounds(converted) : [])
      .filter(({ bound }) => bound > MAX_POTENTIAL)
      .map(({ layer, bound }) => ({
        layer,
        message: `In the worst case potentials of "${layer}" reach ${bound} and would be cut at ${MAX_POTENTIAL}.`,
        expected: `at most ${MAX_POTENTIAL}`,
        received: String(bound),
        hint: 'Compare the spiking model with the quantized one on your data; if they part here, use fewer weight or activation bits.',
      })),
});
