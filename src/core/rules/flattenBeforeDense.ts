import { isLayer } from '../layers/define.ts';
import { flatten } from '../layers/flatten.ts';
import { defineRule } from './define.ts';
import { isDense } from './layerGroups.ts';

export const flattenBeforeDense = defineRule({
  id: 'flatten-before-dense',
  level: 'design',
  severity: 'error',
  title: 'Flatten is not right before Dense',
  source:
    'docs/reference/compatibility.md#flatten-before-dense; cnn2snn 2.3.6 compatibility_checks.py',
  doc: 'Flatten may stand right before a Dense layer or at the end of the model; there it disappears in the conversion.',
  check: ({ segments }) =>
    segments.flatMap(({ ordered }) =>
      ordered.flatMap((node, i) => {
        const next = ordered[i + 1];
        if (!isLayer(node, flatten) || next === undefined || isDense(next)) return [];
        return {
          layer: node.name,
          message: `Flatten "${node.name}" stands before ${next.className} "${next.name}".`,
          expected: 'Dense behind Flatten, or nothing',
          received: next.className,
          hint: 'Move the Flatten to right before the Dense layer.',
        };
      }),
    ),
});
