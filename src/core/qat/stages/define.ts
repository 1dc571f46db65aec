import type * as tf from '@tensorflow/tfjs-core';

/** A weight that training changes. The master values live here, on the host, in float32. */
export interface Parameter {
  /** `layer/weight`, unique in the model. */
  readonly key: string;
  readonly layer: string;
  /** Keras short name: kernel, bias, gamma, moving_mean, ... */
  readonly weight: string;
  readonly shape: readonly number[];
  /** Changed in place by the optimizer. */
  readonly value: Float32Array;
  /** Share of the old value that a moving average keeps; absent for what gradients change. */
  readonly momentum?: number;
  /**
   * Turns what the device gave (the gradient of the weight as the forward pass used it) into the gradient of the master value,
   * or a batch statistic into what the moving average takes in. Absent: the same.
   */
  readonly pullback?: (gradient: Float32Array) => Float32Array;
}

/** What a backward step reads: the gradient of its output, and whether anybody wants that of its input. */
export type Backward = (dy: tf.Tensor, wantsInput: boolean) => tf.Tensor | null;

/** One run of a model: what its stages hand back besides their output. */
export interface TrainingPass {
  readonly training: boolean;
  /** Seed of this run: dropout draws from it. */
  readonly seed: number;
  /** Where stages leave their backward steps; null when nobody will go back. */
  readonly tape: Backward[] | null;
  /** Hands over the gradient of a parameter, or a batch statistic. */
  readonly report: (parameter: Parameter, value: tf.Tensor) => void;
  /** Hands over what the stage adds to the loss, a scalar. */
  readonly charge: (term: tf.Tensor) => void;
  /** Hands over a number that must stay below a limit for the results to be exact. */
  readonly guard: (guard: Guard) => void;
}

/** The largest sum of absolute products in a layer, a scalar, and what it must stay below. */
export interface Guard {
  readonly layer: string;
  readonly largest: tf.Tensor;
  readonly limit: number;
}

/** Weights of a stage on the device, as its forward pass uses them. */
export type Uploaded = Readonly<Record<string, tf.Tensor>>;

/**
 * One operation of a training graph. `upload` puts the weights as they are now onto the device; `forward` runs a batch with them.
 * Weights are quantized on the host by the code that conversion uses: integers then are the same on every backend, whatever its
 * division is worth.
 */
export interface TrainingStage {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  upload(): Uploaded;
  forward(x: tf.Tensor, weights: Uploaded, pass: TrainingPass): tf.Tensor;
}

/** A stage without weights. */
export function plainStage(
  name: string,
  forward: (
    x: tf.Tensor,
    pass: TrainingPass,
  ) => { readonly y: tf.Tensor; readonly backward: Backward },
): TrainingStage {
  return {
    name,
    parameters: [],
    upload: () => ({}),
    forward: (x, _, pass) => {
      const { y, backward } = forward(x, pass);
      pass.tape?.push((dy, wantsInput) => (wantsInput ? backward(dy, true) : null));
      return y;
    },
  };
}
