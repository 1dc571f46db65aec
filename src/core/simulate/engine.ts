import type { EventCount } from './countOperations.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * How the integers are computed; the results are the same to the bit.
 * `reference`: plain loops. `dense`: SIMD, every input visited. `event`: SIMD, zeros skipped.
 * `auto`: dense or event for each layer, by the measured share of zeros.
 */
export type EngineName = 'auto' | 'dense' | 'event' | 'reference';

/** What one layer made of one image. Arrays may be views that the next layer or image overwrites: copy what must last. */
export interface LayerRun extends EventCount {
  /** Non-zero depthwise sums; 0 in layers without a pointwise stage. */
  readonly pointwiseEvents: number;
  /** Zeros in the output. */
  readonly zeros: number;
  readonly output: () => Int32Array;
  readonly potentials: () => Int32Array;
}

/** Runs a planned model image by image. Holds its weights and buffers between images. */
export interface Engine {
  /**
   * Runs one image through all layers in order.
   * @param image  uint8 (X, Y, C), checked
   * @param visit  called after each layer, before the next one runs
   */
  run(image: Uint8Array, visit: (layer: number, run: LayerRun) => void): void;
}

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
