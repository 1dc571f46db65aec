import type { ChipKind } from '../layers/define.ts';
import { akd1000 } from './akd1000.ts';
import { akd1500 } from './akd1500.ts';
import type { ChipCosts, HardwareTarget } from './define.ts';
import { nsocV1 } from './nsocV1.ts';

/** Every chip we know. A chip is one file and one line here. */
export const targets = {
  akd1000,
  'nsoc-v1': nsocV1,
} as const satisfies Readonly<Record<string, HardwareTarget>>;

/** A chip to check against; 'none' checks design and quantization only. */
export type TargetId = keyof typeof targets | 'none';

/** The chip that counts where none is named. */
export const DEFAULT_TARGET = 'akd1000' satisfies TargetId;

/** Every chip whose costs the vendor published. */
export const costedChips = { akd1000, akd1500 } as const satisfies Readonly<
  Record<string, ChipCosts>
>;

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

/** The chip of that name; null for 'none'. */
export function targetOf(id: TargetId): HardwareTarget | null {
  return id === 'none' ? null : targets[id];
}
