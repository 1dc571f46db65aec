import { isNeural, isSupported } from '../layers/layerGroups.ts';
import { defineRule } from './define.ts';

/**
 * Each layer of the chip is made around the weights of one neural layer. Without one nothing is left to run: the toolkit stops with an
 * IndexError.
 */
export const neuralLayer = defineRule({
  id: 'neural-layer',
  level: 'design',
  severity: 'error',
  title: 'No neural layer',
  source: 'docs/reference/compatibility.md#neural-layer; cnn2snn 2.3.6 converter.py',
  doc: 'A model has at least one Conv2D, SeparableConv2D or Dense: each layer of the chip is made of one.',
  check: ({ graph: { layers } }) => {
    // A layer of another kind in its place is told by supported-layer.
    if (layers.some((node) => isNeural(node) || !isSupported(node))) return [];
    const classes = layers.map(({ className }) => className).join(', ');
    return [
      {
        layer: layers.at(-1)?.name,
        message: 'The model has no layer that the chip could run.',
        expected: 'at least one Conv2D, SeparableConv2D or Dense',
        received: classes || 'no layers',
        hint: 'Check that the file holds the whole model: it may be its preprocessing alone, or its last layers.',
      },
    ];
  },
});
