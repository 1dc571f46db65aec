import { defineHardwareRule } from './defineHardwareRule.ts';

/**
 * Conversion gives the step as a whole part and a fraction; the whole part must fit the register. A large step comes
 * from a large max_value, a large input scale or many weight bits.
 */
export const hwActStep = defineHardwareRule({
  id: 'hw-act-step',
  title: 'Activation step too large for the chip',
  doc: 'The step register of a layer holds a bounded whole number.',
  check: ({ name, kind, activates, converted }, { layers }) => {
    const { maxActStep: limit, headStepIsFree } = layers[kind];
    if (headStepIsFree && !activates) return [];
    const largest = Math.trunc(Math.max(0, ...(converted?.actStep ?? [])));
    if (!limit || largest <= limit.value) return [];
    return [
      {
        message: `The activation step of "${name}" is ${largest}.`,
        expected: `at most ${limit.value}`,
        received: String(largest),
        hint: 'Use a lower input scale, a lower max_value in its activation, or fewer weight bits.',
        source: limit.source,
      },
    ];
  },
});
