import type { Parameter } from '../stages/define.ts';

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

/**
 * Changes master weights by one optimizer update; moving averages take in their statistics.
 * @param state  changed in place
 */
export function applyGradients(
  gradients: ReadonlyMap<Parameter, Float32Array>,
  {
    optimizer,
    state,
    learningRate,
  }: {
    readonly optimizer: Optimizer;
    readonly state: OptimizerState;
    readonly learningRate: number;
  },
): void {
  state.step += 1;
  for (const [parameter, gradient] of gradients) {
    const { key, value, momentum } = parameter;
    if (momentum !== undefined) {
      for (let i = 0; i < value.length; i++) {
        value[i] = (value[i] as number) * momentum + (gradient[i] as number) * (1 - momentum);
      }
      continue;
    }
    const moments = optimizer.moments.map((name) => momentOf(state, name, key, value.length));
    optimizer.update(value, gradient, moments, { learningRate, step: state.step });
  }
}

function momentOf(state: OptimizerState, name: string, key: string, size: number): Float32Array {
  const known = state.moments[name]?.get(key);
  if (known) return known;
  const fresh = new Float32Array(size);
  state.moments[name]?.set(key, fresh);
  return fresh;
}
