import type { QuantizerConfig } from '../../../layers/quantizerParam.ts';
import type { Tensor } from '../../../tensor/tensor.ts';

/** What the gradient of a scale factor is made of. */
export interface ScaleGradientInputs {
  readonly kernel: Tensor;
  readonly config: QuantizerConfig;
  /** Before clipping to [0, 1000]: [1] or [channels]. */
  readonly scaleFactor: Float32Array;
  /** Gradient of each scale factor. */
  readonly upstream: Float64Array;
}

/** Adds the gradient that reaches the weights through their scale factor to `gradient`. */
export type ScaleGradient = (inputs: ScaleGradientInputs, gradient: Float32Array) => void;
