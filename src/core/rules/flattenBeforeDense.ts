import { isLayer } from '../layers/define.ts';
import { flatten } from '../layers/flatten.ts';
import { defineRule } from './define.ts';
import { isDense } from '../layers/layerGroups.ts';

/**
 * Flatten keeps the order of the values, so the fully connected layer reads the map as it is. Anywhere else a layer
 * for it would be needed, and the runtime has none.
 */
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
