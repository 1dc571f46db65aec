import { roleOf } from '../analysis/blocks.ts';
import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { defineRule } from './define.ts';
import { isConvolution } from '../layers/layerGroups.ts';

/** Activations and normalizations move behind the pool or away. */
const BETWEEN: ReadonlySet<string> = new Set(['activation', 'batchNorm']);

/** The file has one field for the padding of a layer, and convolution and pool share it. */
export const poolPadding = defineRule({
  id: 'pool-padding',
  level: 'design',
  severity: 'error',
  title: 'Padding of pool and convolution differ',
  source: 'docs/reference/compatibility.md#pool-padding; cnn2snn 2.3.6 compatibility_checks.py',
  doc: 'A layer of the runtime has one padding, for its convolution and its MaxPooling2D.',
  check: ({ segments }) =>
    segments.flatMap(({ ordered }) =>
      ordered.flatMap((node, i) => {
        if (!isLayer(node, maxPooling2d)) return [];
        // Whatever else stands between them wrongly will go: the pool is part of that convolution.
        const before = ordered.slice(0, i).findLast((other) => !BETWEEN.has(roleOf(other)));
        if (!isConvolution(before)) return [];
        const wanted = before.config.padding;
        const found = node.config.padding;
        if (wanted === found) return [];
        return {
          layer: node.name,
          message: `MaxPooling2D "${node.name}" pads '${found}', its convolution "${before.name}" '${wanted}'.`,
          expected: `padding '${wanted}'`,
          received: `padding '${found}'`,
          hint: `Set the padding of "${node.name}" to '${wanted}'; nothing changes where the pool divides the map evenly.`,
        };
      }),
    ),
});
