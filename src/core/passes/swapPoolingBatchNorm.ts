import { fail } from '../errors/diagnostic.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { definePass } from './define.ts';
import { swapPairs } from './swapPairs.ts';

/**
 * Puts BatchNormalization before the pool it follows, so that it can be folded into the convolution.
 * Exact for averages; exact for maxima where every gamma is positive (the scale then keeps the order).
 * @throws StudioError graph/negative-gamma for MaxPooling2D and a gamma <= 0
 */
export const swapPoolingBatchNorm = definePass({
  id: 'swap-pooling-batch-norm',
  doc: 'Moves BatchNormalization before the pooling layer that it follows; the outputs are the same.',
  source:
    'docs/reference/integer-semantics.md#passes-before-quantizing; cnn2snn 2.3.6 transforms/batch_normalization.py',
  apply: (graph) =>
    swapPairs(graph, (pool, norm) => {
      if (!isLayer(norm, batchNormalization)) return null;
      if (isLayer(pool, globalAveragePooling2d)) return [onLastAxis(norm), pool];
      if (!isLayer(pool, maxPooling2d)) return null;
      const bad = norm.weights['gamma']?.data.filter((gamma) => gamma <= 0).length ?? 0;
      if (bad > 0) fail('graph/negative-gamma', { layer: norm.name }, bad, pool.name);
      return [norm, pool];
    }),
});

/** Before a global average the map has four axes: the normalized one is the last again. */
function onLastAxis(node: NodeOf<typeof batchNormalization>): NodeOf<typeof batchNormalization> {
  return { ...node, config: { ...node.config, axis: [-1] } };
}
