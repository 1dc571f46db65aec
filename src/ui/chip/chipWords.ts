import type { CostEstimate } from '../../core/cost/estimateCost.ts';
import type { MappingProblem } from '../../core/map/mapModel.ts';
import type { ChipLayerView } from '../../project/views/chip.ts';

/** `1 pass`, `2 passes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** What a layer runs on: `4 CNP1, 32 filters each`. */
export function groupsText({ groups }: Pick<ChipLayerView, 'groups'>): string {
  const [first] = groups;
  if (first?.type === 'HRC')
    return `the unit of the input convolution, ${counted(first.filters, 'filter')}`;
  return groups
    .map(({ type, count, filters }) => {
      const each = count > 1 ? ' each' : '';
      return `${count.toLocaleString('en')} ${type}, ${counted(filters, 'filter')}${each}`;
    })
    .join('; ');
}

/** Why a layer has no place. */
export function needText({ layer, type, needed, available }: MappingProblem): string {
  if (type === null) return `No processor takes ${layer}.`;
  const left = available === 0 ? 'none is' : available === 1 ? 'one is' : `${available} are`;
  return `${layer} needs ${counted(needed, `${type} processor`)}, and ${left} left.`;
}

/** What the sums are of: null where every layer has a figure, else `3 of 4 layers`. */
export function partText({ layers, unknown }: CostEstimate): string | null {
  if (unknown.length === 0) return null;
  return `${layers.length - unknown.length} of ${counted(layers.length, 'layer')}`;
}

/** Which layers a sum leaves out, and why; null: none. */
export function leftOutText({ unknown }: CostEstimate): string | null {
  if (unknown.length === 0) return null;
  const shown = unknown.slice(0, NAMED);
  const rest = unknown.length - shown.length;
  const names = rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
  return `Without ${names}: nothing was published for ${unknown.length === 1 ? 'such a layer' : 'such layers'}.`;
}

/** More names than this would be a list. */
const NAMED = 3;
