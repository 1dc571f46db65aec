import type { ChipKind } from '../layers/define.ts';
import { akd1000 } from './akd1000.ts';
import { akd1500 } from './akd1500.ts';
import { customTarget, type CustomChip } from './custom.ts';
import type { HardwareTarget } from './define.ts';
import { nsocV1 } from './nsocV1.ts';

/** Every chip we know. A chip is one file and one line here. */
export const targets = {
  akd1000,
  akd1500,
  'nsoc-v1': nsocV1,
} as const satisfies Readonly<Record<string, HardwareTarget>>;

/** A chip by its name. */
export type ChipId = keyof typeof targets;

/** A chip to map a network to: by its name, or one of one's own. */
export type ChipChoice = ChipId | CustomChip;

/** A chip to check against; 'none' checks design and quantization only. */
export type TargetId = ChipId | 'none';

/** The same, or a chip of one's own. */
export type TargetChoice = TargetId | CustomChip;

/** The chip that counts where none is named. */
export const DEFAULT_TARGET = 'akd1000' satisfies TargetId;

/** Largest number of bits that these kinds of layer take on every chip. */
export function bitsOnEveryChip(
  limit: 'inputBits' | 'weightBits' | 'activationBits',
  kinds: readonly ChipKind[],
): number {
  const chips = Object.values<HardwareTarget>(targets);
  const lists = chips
    .flatMap(({ layers }) => kinds.map((kind) => layers[kind][limit]?.value))
    .filter((bits) => bits !== undefined);
  const shared = lists.flat().filter((bits) => lists.every((list) => list.includes(bits)));
  return Math.max(...shared);
}

/** The chip of that name, or the one that a record describes; null for 'none'. */
export function targetOf(choice: ChipChoice): HardwareTarget;
export function targetOf(choice: TargetChoice): HardwareTarget | null;
export function targetOf(choice: TargetChoice): HardwareTarget | null {
  if (choice === 'none') return null;
  if (typeof choice === 'string') return targets[choice];
  return customTarget(choice, targets[choice.base ?? DEFAULT_TARGET]);
}

/** What tells chips apart in a page's address, a test id or a file: the name of a known one, or 'custom'. */
export function targetIdOf(choice: TargetChoice): TargetId | 'custom' {
  return typeof choice === 'string' ? choice : 'custom';
}
