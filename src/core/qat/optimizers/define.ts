/** Where an optimizer stands: one row of numbers per weight and moment. Plain arrays, so that a checkpoint can hold them. */
export interface OptimizerState {
  /** Updates done. */
  step: number;
  /** By moment, then by parameter key. */
  readonly moments: Readonly<Record<string, Map<string, Float32Array>>>;
}

/** Turns gradients into new weights, as Keras' optimizer of that name. */
export interface Optimizer {
  readonly name: string;
  /** Names of its moments. */
  readonly moments: readonly string[];
  /**
   * Changes `value` in place by one update.
   * @param rate  how far to go, and the number of this update, from 1
   * @param moments  one array a moment, same length as `value`, changed in place
   */
  readonly update: (
    value: Float32Array,
    gradient: Float32Array,
    moments: readonly Float32Array[],
    rate: { readonly learningRate: number; readonly step: number },
  ) => void;
}

/** A state before the first update. */
export function initialState(optimizer: Optimizer): OptimizerState {
  const moments = optimizer.moments.map((name) => [name, new Map<string, Float32Array>()]);
  return { step: 0, moments: Object.fromEntries(moments) as OptimizerState['moments'] };
}
