import type { MappedChip } from '../../core/map/mapModel.ts';
import { costedChips } from '../../core/targets/index.ts';
import type { ConversionSettings } from '../plan.ts';

/** Every chip whose processors are known, in the order of the menus. */
export const mappedChips: readonly { readonly id: MappedChip; readonly name: string }[] = (
  Object.keys(costedChips) as MappedChip[]
).map((id) => ({ id, name: id.toUpperCase() }));

/** The chip of a plan; null where it has none, or its processors are not known. */
export function chipOf({ hardware }: Pick<ConversionSettings, 'hardware'>): MappedChip | null {
  return mappedChips.find(({ id }) => id === hardware)?.id ?? null;
}
