import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { ExportReport } from '../../project/exportReport.ts';
import type { Comparison } from '../../project/runs.ts';
import type { Plan } from '../../project/plan.ts';

/** What is known of the file for the chip. */
export interface ExportSlice {
  /** What it will hold and what was checked of it, with the plan that it was checked for: it says nothing about another. */
  readonly exportReport: { readonly plan: Plan; readonly report: ExportReport } | null;
  /** Why the file cannot be written. */
  readonly exportProblems: readonly Diagnostic[];
  /** Quantized against converted network, as they were last run side by side. */
  readonly exportComparison: {
    /** What it was run for; it says nothing about another plan. */
    readonly plan: Plan;
    /** What it was run on, for people. */
    readonly on: string;
    readonly parting: NonNullable<Comparison['parting']>;
  } | null;
  readonly comparingExport: boolean;
}

export const exportSlice: ExportSlice = {
  exportReport: null,
  exportProblems: [],
  exportComparison: null,
  comparingExport: false,
};
