import { halfPrecisionOf, quantizationOf } from '../ir/dtype.ts';
import type { LayerNode } from '../ir/graph.ts';
import { defineRule } from './define.ts';

/** Names that a sentence still holds. */
const MOST_NAMES = 4;

/**
 * The chip gets the weights alone, so nothing has to be done. Compare float outputs with those of the model that Keras quantized or
 * computed with 16 bits only with that in mind.
 */
export const kerasPrecision = defineRule({
  id: 'keras-precision',
  level: 'design',
  severity: 'info',
  title: 'Keras computes this model with fewer bits',
  source:
    'docs/reference/compatibility.md#keras-precision; https://keras.io/api/mixed_precision/; keras 3 layers/core/dense.py, _int8_call',
  doc: 'Layers that Keras 3 quantized round their inputs, those of 16-bit policies all they compute; here they compute in float32.',
  check: ({ graph }) => {
    const found = graph.layers.flatMap((node) => {
      const kind = kindOf(node);
      return kind === null || Object.keys(node.weights).length === 0 ? [] : [{ node, kind }];
    });
    const [first] = found;
    if (!first) return [];
    const kinds = [...new Set(found.map(({ kind }) => kind))].join(', ');
    return [
      {
        layer: first.node.name,
        message: `Keras computes ${namesOf(found.map(({ node }) => node))} as ${kinds}; the float outputs here are those of float32 and can differ a little.`,
        expected: 'float32',
        received: kinds,
        hint: 'Nothing has to be done: the chip gets the weights, which are those that Keras uses.',
      },
    ];
  },
});

function kindOf({ serialized }: LayerNode): string | null {
  return quantizationOf(serialized) ?? halfPrecisionOf(serialized);
}

function namesOf(nodes: readonly LayerNode[]): string {
  const shown = nodes.slice(0, MOST_NAMES).map(({ name }) => `"${name}"`);
  const more = nodes.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
