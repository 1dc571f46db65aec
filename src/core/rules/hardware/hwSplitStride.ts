import { filterShares, mapParts } from '../../map/split.ts';
import { defineHardwareRule } from './defineHardwareRule.ts';
import { mappable } from './hardwareLayers.ts';

/** One processor strides and pools in one go; several, each with a piece of the map or of the filters, do one of the two. */
export const hwSplitStride = defineHardwareRule({
  id: 'hw-split-stride',
  title: 'Stride and pool in a layer of several processors',
  doc: 'A Convolutional layer with a stride of 2 and max pooling must fit one processor.',
  check: (layer, { mesh }) => {
    const { name, kind, pooling, strides } = layer;
    if (kind !== 'Convolutional') return [];
    if (pooling.type !== 'max' || Math.max(...strides) === 1) return [];
    const facts = mappable(layer);
    const parts = facts && mapParts(facts, mesh.processor);
    const shares = facts && filterShares(facts, mesh.processor);
    const processors = (parts?.count ?? 1) * (shares?.length ?? 1);
    if (processors === 1) return [];
    return [
      {
        message: `Layer "${name}" has strides ${strides.join('x')} and max pooling, and takes ${processors} processors.`,
        expected: 'strides 1x1, no pool, or a layer that fits one processor',
        received: `strides ${strides.join('x')}, ${processors} processors`,
        hint: 'Drop the pool or the stride, shrink the map before the layer, or use fewer filters.',
        source: mesh.source,
      },
    ];
  },
});
