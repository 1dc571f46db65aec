import { akd1000 } from './akd1000.ts';
import type { HardwareTarget } from './define.ts';
import { nsocV1 } from './nsocV1.ts';

/** Every chip we know. A chip is one file and one line here. */
export const targets = {
  akd1000,
  'nsoc-v1': nsocV1,
} as const satisfies Readonly<Record<string, HardwareTarget>>;

/** A chip to check against; 'none' checks design and quantization only. */
export type TargetId = keyof typeof targets | 'none';

/** The chip of that name; null for 'none'. */
export function targetOf(id: TargetId): HardwareTarget | null {
  return id === 'none' ? null : targets[id];
}
