import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { defineRule, type Finding } from './define.ts';
import { inlineActivation, isDepthwise, isSupported } from '../layers/layerGroups.ts';
import type { LayerNode } from '../ir/graph.ts';
import { isForeignActivation, type Segment } from '../analysis/segment.ts';

const EXPECTED = 'right behind its neural layer, with a pool between them at most';

/**
 * Normalizing is a scale and a shift for each channel, which the kernel and the bias before it can take up. Behind the
 * activation there are spikes, and no kernel to fold into.
 */
export const batchnormBeforeActivation = defineRule({
  id: 'batchnorm-before-activation',
  level: 'design',
  severity: 'error',
  title: 'BatchNormalization cannot be folded',
  source:
    'docs/reference/compatibility.md#batchnorm-before-activation; cnn2snn 2.3.6 transforms/batch_normalization.py',
  doc: 'BatchNormalization is folded into the kernel before it, so it must stand right behind its neural layer (a pool may lie between).',
  check: ({ segments }) => segments.flatMap((s) => [...leftOver(s), ...behindInline(s)]),
});

/** What the passes leave of BatchNormalization has no neural layer right before it. */
function leftOver({ ordered }: Segment): readonly Finding[] {
  return ordered.flatMap((node, i) => {
    if (!isLayer(node, batchNormalization)) return [];
    const before = ordered[i - 1];
    if (isDepthwise(before)) return inlineFindings(node.name, before);
    // What becomes of a layer that cannot be converted tells whether it folds.
    if (before && !isSupported(before) && !isForeignActivation(before)) return [];
    const received = before ? `behind ${before.className} "${before.name}"` : 'as the first layer';
    return {
      layer: node.name,
      message: `BatchNormalization "${node.name}" stands ${received} and cannot be folded.`,
      expected: EXPECTED,
      received,
      hint: 'Move it before the activation and train on: a shift behind a ReLU cannot be folded exactly.',
    };
  });
}

/** An inline activation lies between the kernel and the normalization, though no layer shows it. */
function behindInline({ folds }: Segment): readonly Finding[] {
  return [...folds].flatMap(([norm, neural]) => inlineFindings(norm, neural));
}

function inlineFindings(norm: string, neural: LayerNode): readonly Finding[] {
  const found = inlineActivation(neural);
  if (found === 'linear') return [];
  return [
    {
      layer: norm,
      message: `BatchNormalization "${norm}" comes after the activation '${found}' inside "${neural.name}".`,
      expected: EXPECTED,
      received: `behind '${found}'`,
      hint: `Split the activation of "${neural.name}" off, move it behind the normalization and train on.`,
    },
  ];
}
