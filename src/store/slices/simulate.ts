import type { LayerActivity } from '../../project/views/network.ts';

/** Accuracy of the three models over a data set, 0 .. 1; null where the opened model has no such form. */
interface DatasetAccuracy {
  readonly float: number | null;
  readonly quantized: number | null;
  readonly spiking: number;
}

/** What the spiking model did. The arrays of spikes stay with the view that shows them. */
export interface SimulateSlice {
  /** Share of zeros over all spiking neurons of the last run, 0 .. 1; null before the first. */
  readonly meanSparsity: number | null;
  /** The last run on one input; null before the first, and once model or plan changed. */
  readonly simulate: {
    /** One entry a neural layer, in order. */
    readonly layers: readonly LayerActivity[];
    /** The wave has passed this many layers, 0 .. layers.length. */
    readonly wave: number;
    /** Name of the first layer in which quantized and spiking model differ; null: none, or not compared. */
    readonly parting: string | null;
  } | null;
  /** The last run over a data set; null before the first, and once model or plan changed. */
  readonly evaluation: {
    readonly name: string;
    readonly samples: number;
    readonly accuracy: DatasetAccuracy;
    /** All samples together. */
    readonly layers: readonly LayerActivity[];
    /** Samples by label (row) and the spiking model's class (column). */
    readonly confusion: readonly (readonly number[])[];
  } | null;
}

export const simulateSlice: SimulateSlice = {
  meanSparsity: null,
  simulate: null,
  evaluation: null,
};
