import { roleOf } from '../analysis/blocks.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { depthwiseConv2d } from '../layers/depthwiseConv2d.ts';
import { isDropout, isNeural, isSupported, SUPPORTED } from '../layers/layerGroups.ts';
import { defineRule } from './define.ts';

const ADVICE: Readonly<Record<string, string>> = {
  AveragePooling2D:
    'Use MaxPooling2D, a stride in the convolution, or GlobalAveragePooling2D where it covers the whole map.',
  LeakyReLU: 'Use ReLU and train on.',
  PReLU: 'Use ReLU and train on.',
  ELU: 'Use ReLU and train on.',
  ZeroPadding2D: "Remove it and use padding 'same' in the convolution behind it.",
};

/**
 * Every other layer is read, run and shown by the studio, so that a model can be looked at and repaired, but no layer
 * of the chip does its work.
 */
export const supportedLayer = defineRule({
  id: 'supported-layer',
  level: 'design',
  severity: 'error',
  title: 'Layer type not supported',
  source: 'docs/reference/compatibility.md#supported-layer; cnn2snn 2.3.6 compatibility_checks.py',
  doc: `Only these layers can be converted: ${SUPPORTED.map((d) => d.className).join(', ')}.`,
  check: ({ graph }) =>
    graph.layers
      // A merge is refused for the branches that it joins, which serial-graph tells; any other layer for both.
      .filter((node) => !isSupported(node) && !isMerge(node))
      .map((node) => ({
        layer: node.name,
        message: `${node.className} layers cannot become part of an Akida 1.0 model.`,
        expected: SUPPORTED.map((definition) => definition.className).join(', '),
        received: node.className,
        hint: adviceFor(graph, node),
      })),
});

function isMerge(node: LayerNode): boolean {
  return roleOf(node) === 'merge' && (node.calls[0]?.length ?? 0) > 1;
}

function adviceFor(graph: ModelGraph, node: LayerNode): string {
  if (isLayer(node, depthwiseConv2d)) return depthwiseAdvice(graph, node);
  return (
    ADVICE[node.className] ??
    'Replace the layer by one that can be converted, or cut the model before it and run the rest on the host.'
  );
}

/** SeparableConv2D has no activation between its halves: with one there, only a Conv2D computes the same. */
function depthwiseAdvice({ layers }: ModelGraph, node: LayerNode): string {
  let next: LayerNode | undefined = node;
  do {
    const { name }: LayerNode = next;
    next = layers.find(({ calls }) => calls[0]?.[0]?.layer === name);
  } while (isLayer(next, batchNormalization) || isDropout(next));
  if (isNeural(next)) {
    return 'Join it with the 1x1 Conv2D behind it into one SeparableConv2D, or use a Conv2D instead.';
  }
  return `Use a Conv2D whose kernel is zero between different channels, which gives the same outputs${next ? `: "${next.name}" stands between it and the next convolution, so one SeparableConv2D would not` : ''}.`;
}
