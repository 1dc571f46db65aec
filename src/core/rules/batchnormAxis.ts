import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import { defineRule } from './define.ts';

/**
 * Folding multiplies each filter of the kernel by a number of its own. Only the last axis, the channels, has one
 * number a filter; along another axis the factors would differ from place to place, and no kernel can hold them.
 */
export const batchnormAxis = defineRule({
  id: 'batchnorm-axis',
  level: 'design',
  severity: 'error',
  title: 'BatchNormalization is not on the channels',
  source:
    'docs/reference/compatibility.md#batchnorm-axis; cnn2snn 2.3.6 transforms/batch_normalization.py',
  doc: 'BatchNormalization can be folded only when it normalizes the last axis, the channels.',
  check: ({ graph, segments, shapes }) =>
    graph.layers.flatMap((node) => {
      if (!isLayer(node, batchNormalization)) return [];
      const { axis } = node.config;
      const rank = shapes.inputs(node)[0]?.length;
      const [first = -1] = axis;
      if (axis.length === 1 && (first === -1 || rank === undefined || first === rank - 1))
        return [];
      // Moving over a global average changes the rank; the toolkit sets the axis to the last there.
      const pool = segments.map((segment) => segment.moves.get(node.name)).find((p) => p);
      if (pool && isLayer(pool, globalAveragePooling2d)) return [];
      return {
        layer: node.name,
        message: `BatchNormalization "${node.name}" normalizes axis ${axis.join(', ')}.`,
        expected: rank === undefined ? 'axis -1' : `axis -1 (or ${rank - 1})`,
        received: `axis ${axis.join(', ')}`,
        hint: 'Normalize the last axis (the channels) and train again.',
      };
    }),
});
