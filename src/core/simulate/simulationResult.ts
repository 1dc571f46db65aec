import type { Tensor } from '../tensor/tensor.ts';

/** What one layer did over all images of a run. */
export interface LayerResult {
  readonly name: string;
  /** int32 (n, x, y, c): spikes, or raw potentials of a layer without activation. Absent when not asked for. */
  readonly output?: Tensor<Int32Array>;
  /** int32 (n, x, y, c): pooled potentials before the activation. Absent when not asked for. */
  readonly potentials?: Tensor<Int32Array>;
  /** Share of zeros in the output, 0 .. 1. */
  readonly sparsity: number;
  /** Non-zero values that entered the layer. */
  readonly events: number;
  /**
   * Synaptic operations that these events need: every event times the weights it meets. In a separable layer an event meets
   * one depthwise weight a position, and every non-zero depthwise sum meets N pointwise weights.
   */
  readonly operations: number;
  /** The same count with every input and every depthwise sum non-zero: the multiply-adds of a dense engine. */
  readonly denseOperations: number;
}

/** Everything a run gives. */
export interface SimulationResult {
  /** One entry a neural layer, in order. */
  readonly layers: readonly LayerResult[];
  /** int32 (n, x, y, c): output of the last layer. */
  readonly forward: Tensor<Int32Array>;
  /** float32, shape of `forward`: logits. Null when the last layer has an activation. */
  readonly predict: Tensor | null;
}

/** What to keep of each layer: nothing but statistics costs the least memory. */
export type KeptLayers = 'all' | 'last' | readonly string[];
