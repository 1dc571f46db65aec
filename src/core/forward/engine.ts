import type { ModelGraph } from '../ir/graph.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { asFloat32 } from './inputs.ts';
import { runLayer } from './runLayer.ts';
import type { RunStep } from './steps.ts';

/** Which code runs a model: `auto`, SIMD kernels where the engine has them; `reference`, plain TypeScript that sums in float64. */
export type RunnerEngine = 'auto' | 'reference';

/** Steps that are computed at once: a layer, or a layer with those that work on its values one by one. */
export interface RunUnit<V> {
  /** In order; each but the first reads the one before it and nothing else. */
  readonly steps: readonly RunStep[];
  /** @throws StudioError forward/bad-layer, forward/cannot-run */
  readonly compute: (inputs: readonly V[]) => V;
}

/** Runs a model's layers on values `V`, of which it knows where they are. */
export interface ForwardEngine<V> {
  /** @param needed  names of the outputs that are asked for, whatever reads them */
  readonly units: (needed: ReadonlySet<string>) => readonly RunUnit<V>[];
  /** Samples as float32. */
  readonly place: (samples: Tensor<NumericArray>) => V;
  /** The values, to be copied before anything else is computed. */
  readonly read: (value: V) => Tensor;
  readonly release: (value: V) => void;
}

/** The readable pass that the other is compared with: one layer after the other, sums in float64. */
export function referenceEngine(
  graph: ModelGraph,
  steps: readonly RunStep[],
): ForwardEngine<Tensor> {
  const units = steps.map((step) => ({
    steps: [step],
    compute: (inputs: readonly Tensor[]) => runLayer(graph, step.node, step.weights, inputs),
  }));
  return {
    units: () => units,
    place: asFloat32,
    read: (value) => value,
    release: () => undefined,
  };
}
