import type { EditPreview } from '../../project/views/derived.ts';
import type { GraphEdit, Plan } from '../../project/plan.ts';

/** A fix as it would be, before it is done. */
export interface FixPreview extends EditPreview {
  /** As the history will call it. */
  readonly title: string;
  readonly edit: GraphEdit;
  /** The plan it was worked out for; it says nothing about another. */
  readonly plan: Plan;
}

/** The list of problems: how it is shown, and the fix that is being looked at. */
export interface ProblemsSlice {
  readonly problemGroups: 'severity' | 'layer';
  /** Severity shown alone; null for all. */
  readonly problemFilter: 'error' | 'hardware' | 'advice' | null;
  /** Key of the problem shown in full. */
  readonly problem: string | null;
  readonly preview: FixPreview | null;
  /** The fix that made `plan`, for its summary. */
  readonly fixed: FixPreview | null;
}

export const problemsSlice: ProblemsSlice = {
  problemGroups: 'severity',
  problemFilter: null,
  problem: null,
  preview: null,
  fixed: null,
};
