import type { LayerNode } from '../ir/graph.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import { isLayer } from '../layers/define.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { defineRule, type Finding } from './define.ts';
import { inlineActivation, isConvolution, isPool, isSupported } from '../layers/layerGroups.ts';
import { isForeignActivation, type Segment } from '../analysis/segment.ts';

/**
 * On the chip a pool is no layer. It is part of a convolution, which pools its potentials before they become spikes.
 * That is why the maximum may change places with the activation, and an average may not: the average of spikes is
 * another number than the spike of an average.
 */
export const poolAfterConv = defineRule({
  id: 'pool-after-conv',
  level: 'design',
  severity: 'error',
  title: 'Pooling is not right behind a convolution',
  source: 'docs/reference/compatibility.md#pool-after-conv; cnn2snn 2.3.6 compatibility_checks.py',
  doc: 'A pool works on the potentials of the convolution right before it: one a block, never first, and an average never behind the activation.',
  check: ({ segments }) => segments.flatMap(problemsOf),
});

function problemsOf({ ordered, startsAtInput }: Segment): readonly Finding[] {
  return ordered.flatMap((node, i) => {
    if (!isPool(node)) return [];
    const before = ordered[i - 1];
    if (before === undefined && !startsAtInput) return [];
    if (before && !isJudge(before)) return [];
    if (before && isConvolution(before)) {
      // Only an average minds the activation inside its convolution: a maximum changes places with it.
      const found = inlineActivation(before);
      if (found === 'linear' || !isLayer(node, globalAveragePooling2d)) return [];
      return finding(node, `behind the activation '${found}' inside "${before.name}"`);
    }
    return finding(node, before ? `behind ${before.className} "${before.name}"` : 'first');
  });
}

/** What stands before the pool tells its place, unless it is itself the problem. */
function isJudge(before: LayerNode): boolean {
  if (isForeignActivation(before)) return true;
  return isSupported(before) && !isLayer(before, batchNormalization);
}

function finding(node: LayerNode, place: string): Finding {
  return {
    layer: node.name,
    message: `${node.className} "${node.name}" stands ${place}.`,
    expected: 'right behind Conv2D or SeparableConv2D',
    received: place,
    hint: isLayer(node, globalAveragePooling2d)
      ? 'Put the average before the activation and train on: the order changes the outputs.'
      : 'Keep one pool a convolution, right behind it; a stride in the convolution shrinks the map as well.',
  };
}
