import type { GraphEdit, Plan } from '../../project/plan.ts';
import type { RepairItem, RepairPreview } from '../../project/repairs.ts';

/** Fixes to choose from, one row a kind. */
export interface Checklist {
  /** Every kind of fix that helps. */
  readonly offered: readonly RepairItem[];
  /** Keys of the kinds that are ticked. */
  readonly chosen: readonly string[];
  /** A change of the ticks is being worked out: the preview is still about the ticks before. */
  readonly isStale: boolean;
}

/** Fixes as they would be, before they are done. */
export interface FixPreview extends RepairPreview {
  /** As the history will call it. */
  readonly title: string;
  /** Null: nothing is ticked. */
  readonly edit: GraphEdit | null;
  /** The plan it was worked out for; it says nothing about another. */
  readonly plan: Plan;
  /** Null: there is nothing to choose. */
  readonly checklist: Checklist | null;
}

/** The list of problems: how it is shown, and the fix that is being looked at. */
export interface ProblemsSlice {
  readonly problemGroups: 'rule' | 'layer';
  /** Severity shown alone; null for all. */
  readonly problemFilter: 'error' | 'hardware' | 'advice' | null;
  /** Key of the problem, or of the group of problems, shown in full. */
  readonly problem: string | null;
  readonly preview: FixPreview | null;
  /** The fix that made `plan`, for its summary. */
  readonly fixed: FixPreview | null;
}

export const problemsSlice: ProblemsSlice = {
  problemGroups: 'rule',
  problemFilter: null,
  problem: null,
  preview: null,
  fixed: null,
};
