import { processorNeed } from '../../map/mapLayer.ts';
import type { ProcessorNeed } from '../../map/mappable.ts';
import { noProcessors, placeLayer, type ProcessorCounts } from '../../map/mapModel.ts';
import type { HardwareTarget, Mesh } from '../../targets/define.ts';
import { defineHardwareRule } from './defineHardwareRule.ts';
import { mappable, type HardwareLayer } from './hardwareLayers.ts';

/** All layers lie on the chip at once, each on processors of its own. */
export const hwProcessors = defineHardwareRule({
  id: 'hw-processors',
  title: 'Too many processors',
  doc: 'A layer takes as many processors as its filters and its map need, and the chip has a number of them for all layers together.',
  check: (layer, target) => {
    const { mesh } = target;
    const before = usedBefore(layer, target, mesh);
    const need = before && needOf(layer, mesh);
    const lacking = need && placeLayer(need, before, mesh).lacking;
    if (!lacking) return [];
    const { type, needed, available } = lacking;
    return [
      {
        message: `The layer "${layer.name}" needs ${counted(needed, type)}, and those before it leave ${available}.`,
        expected: `at most ${counted(available, type)}`,
        received: counted(needed, type),
        hint: 'Use fewer filters, or smaller maps by a stride or a pool further in front, in this layer or in those that take the most.',
        source: mesh.source,
      },
    ];
  },
});

function counted(count: number, type: string): string {
  return `${count} ${type} processor${count === 1 ? '' : 's'}`;
}

/** What the layers in front of one take; null: not known, or too much already. */
const known = new WeakMap<HardwareTarget, WeakMap<HardwareLayer, ProcessorCounts | null>>();

function usedBefore(
  layer: HardwareLayer,
  target: HardwareTarget,
  mesh: Mesh,
): ProcessorCounts | null {
  const { previous, isFirst } = layer;
  if (!previous) return isFirst ? noProcessors() : null;
  const counts = known.get(target) ?? new WeakMap<HardwareLayer, ProcessorCounts | null>();
  known.set(target, counts);
  const found = counts.get(layer);
  if (found !== undefined) return found;
  const before = usedBefore(previous, target, mesh);
  const need = before && needOf(previous, mesh);
  const placed = need && placeLayer(need, before, mesh);
  const used = placed && !placed.lacking ? placed.used : null;
  counts.set(layer, used);
  return used;
}

function needOf(layer: HardwareLayer, { processor }: Mesh): ProcessorNeed | null {
  const facts = mappable(layer);
  return facts && processorNeed(facts, { processor });
}
