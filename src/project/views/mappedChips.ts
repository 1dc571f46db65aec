import {
  targetIdOf,
  targetOf,
  targets,
  type ChipChoice,
  type ChipId,
} from '../../core/targets/index.ts';
import type { ConversionSettings } from '../plan.ts';

/** Every known chip, in the order of the menus. */
export const knownChips: readonly { readonly id: ChipId; readonly name: string }[] = (
  Object.keys(targets) as ChipId[]
).map((id) => ({ id, name: chipName(id) }));

/** A chip's short name: without what stands in brackets behind it. */
export function chipName(chip: ChipChoice): string {
  return targetOf(chip).name.replace(/ \(.*\)$/, '');
}

/** The chip of a plan; null: none is chosen. */
export function chipOf({ hardware }: Pick<ConversionSettings, 'hardware'>): ChipChoice | null {
  return hardware === 'none' ? null : hardware;
}

/** Whether two choices are of one chip, whatever is set of one's own. */
export function isSameChip(a: ChipChoice, b: ChipChoice): boolean {
  return targetIdOf(a) === targetIdOf(b);
}
