import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { LayerDetails } from '../../project/layer/layerView.ts';

/** The selected layer in full. */
export interface InspectorSlice {
  /** As last worked out; stays while a change of the plan is worked out. Null: nothing was asked yet. */
  readonly layerDetails: {
    /** Name of the layer. */
    readonly layer: string;
    readonly details: LayerDetails | null;
    readonly problems: readonly Diagnostic[];
  } | null;
}

export const inspectorSlice: InspectorSlice = { layerDetails: null };
