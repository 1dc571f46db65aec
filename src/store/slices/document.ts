import type { BlobFile, ModelSummary } from '../../project/document.ts';
import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { Derived } from '../../project/views/derived.ts';
import { initialPlan, type Plan } from '../../project/plan.ts';
import type { Progress } from '../../worker/rpc/protocol.ts';

/** The open model and what the user decided about it. `plan` and `change` are what undo and redo move through. */
export interface DocumentSlice {
  /** Id of the open model: every opening has its own, and every call names the one it means. */
  readonly document: string | null;
  /** Null: no model is open, the start screen shows. */
  readonly model: ModelSummary | null;
  /** Handles of the opened files, for the session and for a restarted worker; never their bytes. */
  readonly files: readonly BlobFile[];
  readonly plan: Plan;
  /** The last change of the plan, for people: `Fix inline activation of conv2d`. Empty after opening. */
  readonly change: string;
  /** What follows from model and plan; stays the previous one while the next is worked out. */
  readonly derived: Derived | null;
  readonly deriving: boolean;
  /** Why the last plan could not be worked out. */
  readonly deriveError: readonly Diagnostic[] | null;
  readonly opening: { readonly name: string; readonly progress: Progress } | null;
  readonly openError: { readonly name: string; readonly diagnostics: readonly Diagnostic[] } | null;
}

export const documentSlice: DocumentSlice = {
  document: null,
  model: null,
  files: [],
  plan: initialPlan,
  change: '',
  derived: null,
  deriving: false,
  deriveError: null,
  opening: null,
  openError: null,
};
