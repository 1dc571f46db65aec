import { mapParts } from '../../map/split.ts';
import { defineHardwareRule } from './defineHardwareRule.ts';
import { takesProcessors } from './hardwareLayers.ts';

/** Where windows of a pool overlap, those on the border of two pieces would need both. */
export const hwSplitPool = defineHardwareRule({
  id: 'hw-split-pool',
  title: 'Overlapping pool on a map of several processors',
  doc: 'A pool whose windows overlap works only where the map of the layer fits one processor.',
  check: (layer, { mesh }) => {
    const { name, pooling, input, inputBits } = layer;
    if (!takesProcessors(layer) || pooling.type !== 'max' || !input || inputBits === null)
      return [];
    if (pooling.size.every((size, axis) => size <= (pooling.strides[axis] ?? 1))) return [];
    const parts = mapParts({ ...layer, input, inputBits }, mesh.processor);
    if (!parts || parts.count === 1) return [];
    const { size, strides } = pooling;
    return [
      {
        message: `The input of "${name}", ${input.join('x')}, is spread over ${parts.counts.join(' x ')} processors, and its pool overlaps.`,
        expected: `strides ${size.join('x')} as the pool, or a map that fits one processor`,
        received: `pool ${size.join('x')}, strides ${strides.join('x')}`,
        hint: 'Give the pool strides of its own size, shrink the map before it, or give the layer before fewer filters.',
        source: mesh.source,
      },
    ];
  },
});
