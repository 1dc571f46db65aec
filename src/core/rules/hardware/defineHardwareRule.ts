import type { HardwareTarget } from '../../targets/define.ts';
import type { HardwareLayer } from './hardwareLayers.ts';

/** A hardware violation on one layer. `layer` is set where a neighbour (its pool, its activation) is the one to change. */
export interface HardwareFinding {
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  readonly hint: string;
  /** Where the number comes from. */
  readonly source: string;
}

/** A limit of the chip: written once for Keras models and .fbz files, its numbers in targets/. */
export interface HardwareRule {
  /** `hw-...` */
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  /** All violations of one layer; never throws. */
  readonly check: (layer: HardwareLayer, target: HardwareTarget) => readonly HardwareFinding[];
}

/** Declares a hardware rule. */
export function defineHardwareRule(rule: HardwareRule): HardwareRule {
  return rule;
}
