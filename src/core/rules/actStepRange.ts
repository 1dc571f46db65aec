import { defineRule } from './define.ts';

/** The step keeps 4 fractional bits. @source docs/reference/integer-semantics.md#steps-below-one-sixteenth */
const MIN_STEP = 1 / 16;

/**
 * The step is the distance between two levels of a spike, in units of potential. One this small means that potentials
 * are hardly larger than the levels themselves: weights of few bits, or an activation whose max_value is small.
 */
export const actStepRange = defineRule({
  id: 'act-step-range',
  level: 'quantization',
  severity: 'error',
  title: 'Activation step too small',
  source:
    'docs/reference/compatibility.md#act-step-range; docs/reference/integer-semantics.md#steps-below-one-sixteenth',
  doc: 'A converted act_step has 4 fractional bits: below 1/16 it would be zero, and the runtime refuses it.',
  afterConversion: true,
  check: ({ converted }) =>
    (converted?.layers ?? []).flatMap((layer) => {
      if (layer.kind === 'InputData') return [];
      const low = layer.actStep.filter((step) => step < MIN_STEP);
      if (low.length === 0) return [];
      return {
        layer: layer.name,
        message: `${low.length} of ${layer.actStep.length} activation steps of "${layer.name}" are below 1/16.`,
        expected: 'act_step of at least 0.0625',
        received: `act_step ${Math.min(...low)}`,
        hint: 'Raise the max_value of its activation, use more weight bits, or calibrate the activations.',
      };
    }),
});
