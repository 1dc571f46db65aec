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
  AutoContrast:
    'It changes pictures at inference too: do that to the pictures before the network gets them.',
  ContrastLimitedAdaptiveHistogramEqualization:
    'It changes pictures at inference too: do that to the pictures before the network gets them.',
  Permute:
    'Reorder the axes of the data before the network gets them; further inside, build the model with the axes as they are and train again.',
  Resizing: 'Resize the pictures before the network gets them, and build it for that size.',
  CenterCrop: 'Crop the pictures before the network gets them, and build it for that size.',
  ZeroPadding2D: "Remove it and use padding 'same' in the convolution behind it.",
};

/** Those that are built in Keras; QuantizeML's own are written by its quantizer alone. */
const NAMED: readonly string[] = SUPPORTED.map(({ className }) => className).filter(
  (name) => !name.startsWith('Custom>'),
);

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
  doc: 'The chip has convolutions, fully connected layers, pools and ReLU. A few other layers are folded into them, or do nothing at inference; there is nothing on it for any other.',
  check: ({ graph }) =>
    graph.layers
      // A merge is refused for the branches that it joins, which serial-graph tells; any other layer for both.
      .filter((node) => !isSupported(node) && !isMerge(node))
      .map((node) => ({
        layer: node.name,
        message: `${node.className} layers cannot become part of an Akida 1.0 model.`,
        subject: node.className,
        expected: NAMED.join(', '),
        received: node.className,
        hint: adviceFor(graph, node),
      })),
});

function isMerge(node: LayerNode): boolean {
  return roleOf(node) === 'merge' && (node.calls[0]?.length ?? 0) > 1;
}

function adviceFor(graph: ModelGraph, node: LayerNode): string {
  if (isLayer(node, depthwiseConv2d)) return depthwiseAdvice(graph, node);
  if (/expand_dims|ExpandDims|squeeze|transpose|reshape/i.test(operationOf(node))) {
    return 'Give the input the shape that it makes: it moves or adds axes, and the chip has no layer for that.';
  }
  return (
    ADVICE[node.className] ??
    'Replace the layer by one that can be converted, or cut the model before it and run the rest on the host.'
  );
}

/** The name of an operation that stands as a layer; empty for others. */
function operationOf({ className, serialized }: LayerNode): string {
  const { function: name } = serialized;
  if (className.startsWith('keras.ops.')) return className;
  return className === 'TFOpLambda' && typeof name === 'string' ? name : '';
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
