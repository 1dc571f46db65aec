import { defineRule } from './define.ts';
import { isRelu, lastNeuralIndex } from '../layers/layerGroups.ts';

/**
 * With classes to choose from, look at what `predict` gives and not at the potentials, or train the last layer without
 * a bias.
 */
export const headBias = defineRule({
  id: 'head-bias',
  level: 'quantization',
  severity: 'info',
  title: 'The last layer has a bias',
  source: 'docs/reference/compatibility.md#head-bias; docs/reference/integer-semantics.md#head',
  doc: 'Without an activation the chip gives raw potentials, which leave the bias out; only `predict` adds it back.',
  check: ({ segments }) =>
    segments
      .filter((segment) => segment.endsAtOutput)
      .flatMap(({ ordered }) => {
        const last = lastNeuralIndex(ordered);
        const head = ordered[last];
        const bias = head?.weights['bias']?.data;
        if (!head || !bias?.some((value) => value !== 0)) return [];
        if (ordered.slice(last).some(isRelu)) return [];
        return {
          layer: head.name,
          message: `The raw potentials of "${head.name}" leave its bias out; only predict adds it back.`,
          expected: 'use_bias False in the last layer',
          received: 'a bias',
          hint: 'Compare classes with predict, or train the last layer without a bias.',
        };
      }),
});
