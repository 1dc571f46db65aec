import type { EventCount } from './countOperations.ts';

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
