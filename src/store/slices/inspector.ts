import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { QuantizationError } from '../../core/forward/compareQuantization.ts';
import type { Plan } from '../../project/plan.ts';
import type { LayerDetails } from '../../project/layer/layerView.ts';

/** The selected layer in full, and what was measured to show there. */
export interface InspectorSlice {
  /** As last worked out; stays while a change of the plan is worked out. Null: nothing was asked yet. */
  readonly layerDetails: {
    /** Name of the layer. */
    readonly layer: string;
    readonly details: LayerDetails | null;
    readonly problems: readonly Diagnostic[];
  } | null;
  /** How far the blocks of the quantized model are from the float one, as it was last measured. */
  readonly quantizationError: {
    /** What it was measured for; it says nothing about another plan. */
    readonly plan: Plan;
    /** What it was measured on, for people. */
    readonly samples: string;
    readonly layers: readonly QuantizationError[];
  } | null;
  readonly measuringError: boolean;
}

export const inspectorSlice: InspectorSlice = {
  layerDetails: null,
  quantizationError: null,
  measuringError: false,
};
