import { alternationOf } from './alternation.ts';
import { isNeural } from '../layers/layerGroups.ts';
import { defineRule } from './define.ts';

/**
 * One layer of the chip has one activation: thresholds and steps that turn its potentials into spikes. A second one
 * would need a layer without weights, which the chip does not have.
 */
export const singleActivation = defineRule({
  id: 'single-activation',
  level: 'design',
  severity: 'error',
  title: 'Two activations without a neural layer between them',
  source:
    'docs/reference/compatibility.md#single-activation; cnn2snn 2.3.6 compatibility_checks.py',
  doc: 'Every neural layer has at most one activation, and an activation always has its neural layer before it.',
  check: ({ segments }) =>
    segments.flatMap((segment) => {
      const { activationPairs, leadingActivation } = alternationOf(segment);
      const pairs = activationPairs.map(({ first, second }) => ({
        layer: second.name,
        message: `Activation "${second.name}" follows ${isNeural(first) ? 'the activation inside' : 'activation'} "${first.name}" without a neural layer between them.`,
        expected: 'one activation behind each neural layer',
        received: `"${first.name}" and "${second.name}"`,
        hint: isNeural(first)
          ? `Remove "${second.name}", or the activation inside "${first.name}".`
          : `Remove "${first.name}" or "${second.name}".`,
      }));
      if (!leadingActivation) return pairs;
      return [
        {
          layer: leadingActivation.name,
          message: `Activation "${leadingActivation.name}" has no neural layer before it.`,
          expected: 'a neural layer first',
          received: 'an activation first',
          hint: `Remove "${leadingActivation.name}": event inputs are never negative.`,
        },
        ...pairs,
      ];
    }),
});
