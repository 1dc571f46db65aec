import type { Optimizer, OptimizerState } from './optimizers/define.ts';
import type { Parameter } from './stages/define.ts';

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
