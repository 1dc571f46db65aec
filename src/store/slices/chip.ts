import type { ChipChoice } from '../../core/targets/index.ts';
import type { Plan } from '../../project/plan.ts';
import type { CostsView, CountedEvents } from '../../project/views/chipCosts.ts';

/** Events of a run, with the plan that it ran under. */
export interface PlannedEvents extends CountedEvents {
  readonly plan: Plan;
}

/** What the network costs on a chip. Where it lies there is among what is derived. */
export interface ChipSlice {
  /** Of the last run; they outlast a change of bits or of the chip, and say so. Null: nothing ran yet. */
  readonly counted: PlannedEvents | null;
  /** Estimated for `plan` from `counted`; null until they are there. */
  readonly chipCosts:
    (CostsView & { readonly plan: Plan; readonly from: PlannedEvents | null }) | null;
  /** The chip to compare with; null: the first other one. */
  readonly besideChip: ChipChoice | null;
}

export const chipSlice: ChipSlice = { counted: null, chipCosts: null, besideChip: null };
