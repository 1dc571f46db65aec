import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** A weight quantizer: how a float kernel gets its scale factor and its integer range. */
export interface WeightQuantizer {
  /** Class name in a model file. */
  readonly className: string;
  /** One sentence for people. */
  readonly doc: string;
  readonly source: string;
  /** True: one scale factor per output channel (last axis). False: one for the tensor. */
  readonly perAxis: boolean;
  /** Smallest and largest bitwidth it accepts. */
  readonly bits: readonly [number, number];
  /** Default of the `threshold` parameter; absent where there is none. */
  readonly threshold?: number;
  /** The per-tensor quantizer of the same family, for depthwise kernels; itself when already per tensor. */
  readonly perTensorClassName: string;
  /** Integer range at a bitwidth. */
  readonly range: (bits: number) => readonly [number, number];
  /**
   * Integer steps per real unit, before clipping to [0, 1000].
   * @param kernel finite float32, output channels on the last axis
   * @returns float32, [1] or [channels]
   */
  readonly scaleFactor: (kernel: Tensor, config: QuantizerConfig) => Float32Array;
}

/** Declares a weight quantizer. */
export function defineQuantizer(quantizer: WeightQuantizer): WeightQuantizer {
  return quantizer;
}

/**
 * Integer range of a symmetric mid-tread quantizer: -kmax..kmax with kmax = 2^(bits - 1) - 1.
 * @example bits 4 -> [-7, 7]; bits 2 -> [-1, 1]
 */
export function symmetricRange(bits: number): readonly [number, number] {
  const kmax = 2 ** (bits - 1) - 1;
  return [-kmax, kmax];
}
