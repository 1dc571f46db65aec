import { alternationOf } from './alternation.ts';
import { defineRule } from './define.ts';

/**
 * Without an activation a layer gives potentials: signed numbers of up to 20 bits, which no other layer takes. The
 * activation turns them into spikes of 1, 2 or 4 bits. The last layer may go without one, for its potentials are the
 * answer.
 */
export const activationBetween = defineRule({
  id: 'activation-between',
  level: 'design',
  severity: 'error',
  title: 'No activation between two neural layers',
  source:
    'docs/reference/compatibility.md#activation-between; cnn2snn 2.3.6 compatibility_checks.py',
  doc: 'Only spikes travel between Akida layers, so every neural layer but the last needs an activation.',
  check: ({ segments }) =>
    segments.flatMap((segment) =>
      alternationOf(segment).neuralPairs.map(({ first, second }) => ({
        layer: first.name,
        message: `Layer "${second.name}" follows "${first.name}" without an activation between them.`,
        expected: `a ReLU between "${first.name}" and "${second.name}"`,
        received: 'none',
        hint: `Put a ReLU layer behind "${first.name}" and train on, or join the two layers into one.`,
      })),
    ),
});
