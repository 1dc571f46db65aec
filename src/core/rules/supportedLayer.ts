import type { LayerNode } from '../ir/graph.ts';
import { defineRule } from './define.ts';
import { isSupported, SUPPORTED } from '../layers/layerGroups.ts';

const ADVICE: Readonly<Record<string, string>> = {
  DepthwiseConv2D:
    'Join it with the 1x1 Conv2D behind it into one SeparableConv2D, or use a Conv2D instead.',
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
      // A layer that joins branches is told by serial-graph.
      .filter((node) => !isSupported(node) && (node.calls[0]?.length ?? 0) <= 1)
      .map((node) => ({
        layer: node.name,
        message: `${node.className} layers cannot become part of an Akida 1.0 model.`,
        expected: SUPPORTED.map((definition) => definition.className).join(', '),
        received: node.className,
        hint: adviceFor(node),
      })),
});

function adviceFor({ className }: LayerNode): string {
  return (
    ADVICE[className] ??
    'Replace the layer by one that can be converted, or cut the model before it and run the rest on the host.'
  );
}
