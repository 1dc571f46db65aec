import type { QuantizationError } from '../../core/forward/compareQuantization.ts';
import type { Plan } from '../../project/plan.ts';

/** How far the blocks of the quantized model are from the float one, as it was last measured. */
export interface QuantizationErrorSlice {
  readonly quantizationError: {
    /** What it was measured for; it says nothing about another plan. */
    readonly plan: Plan;
    /** What it was measured on, for people. */
    readonly samples: string;
    readonly layers: readonly QuantizationError[];
  } | null;
  readonly measuringError: boolean;
}

export const quantizationErrorSlice: QuantizationErrorSlice = {
  quantizationError: null,
  measuringError: false,
};
