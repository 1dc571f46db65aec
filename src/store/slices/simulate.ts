/** The run of the spiking model on one input. The worker keeps the tensors. */
export interface SimulateSlice {
  /** Mean share of zeros over all layers of the last run; null before the first. */
  readonly meanSparsity: number | null;
}

export const simulateSlice: SimulateSlice = { meanSparsity: null };
