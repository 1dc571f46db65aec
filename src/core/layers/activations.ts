import { mapValues } from '../kernels/broadcast.ts';
import { logSoftmaxAlong, softmaxAlong } from '../kernels/normalizeExponentials.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { KerasMajor } from './define.ts';
import { ParamError } from './params.ts';

type ActivationFunction = (x: Tensor, kerasMajor: KerasMajor) => Tensor;

/** SELU's two constants: Klambauer et al., Self-Normalizing Neural Networks, https://arxiv.org/abs/1706.02515 */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const relu6 = (x: number) => Math.min(Math.max(x, 0), 6);
const silu: ActivationFunction = (x) => mapValues(x, (v) => v * sigmoid(v));
/** x * hardSigmoid(x), the Keras 3 one. */
const hardSilu: ActivationFunction = (x) => mapValues(x, (v) => (v * relu6(v + 3)) / 6);

/**
 * Keras' activation functions by name, as `activation=` arguments and Activation layers use them. One line each.
 * @source https://keras.io/api/layers/activations/ ; hard_sigmoid of Keras 2: tf.keras.activations.hard_sigmoid, TensorFlow 2.10
 */
const activationFunctions: Readonly<Record<string, ActivationFunction>> = {
  linear: (x) => x,
  relu: (x) => mapValues(x, (v) => Math.max(v, 0)),
  relu6: (x) => mapValues(x, relu6),
  leaky_relu: (x) => mapValues(x, (v) => (v > 0 ? v : 0.2 * v)),
  elu: (x) => mapValues(x, (v) => (v > 0 ? v : Math.expm1(v))),
  selu: (x) => mapValues(x, (v) => SELU_SCALE * (v > 0 ? v : SELU_ALPHA * Math.expm1(v))),
  gelu: (x) => mapValues(x, gelu),
  sigmoid: (x) => mapValues(x, sigmoid),
  hard_sigmoid: (x, kerasMajor) =>
    kerasMajor === 2
      ? mapValues(x, (v) => Math.min(Math.max(0.2 * v + 0.5, 0), 1))
      : mapValues(x, (v) => relu6(v + 3) / 6),
  silu,
  swish: silu,
  hard_silu: hardSilu,
  hard_swish: hardSilu,
  mish: (x) => mapValues(x, (v) => v * Math.tanh(softplus(v))),
  tanh: (x) => mapValues(x, Math.tanh),
  softplus: (x) => mapValues(x, softplus),
  softsign: (x) => mapValues(x, (v) => v / (1 + Math.abs(v))),
  exponential: (x) => mapValues(x, Math.exp),
  softmax: (x) => softmaxAlong(x, -1),
  log_softmax: (x) => logSoftmaxAlong(x, -1),
};

/** Names of the activation functions we compute. */
export const activationNames: readonly string[] = Object.keys(activationFunctions);

/**
 * Applies an activation function by its Keras name.
 * @throws ParamError for a name that is none of `activationNames`
 */
export function applyActivation(name: string, x: Tensor, kerasMajor: KerasMajor): Tensor {
  const apply = Object.hasOwn(activationFunctions, name) ? activationFunctions[name] : undefined;
  if (!apply) throw new ParamError(`an activation of ${activationNames.join(', ')}`, name);
  return apply(x, kerasMajor);
}

/** x * Phi(x), with the error function itself: Keras' gelu is not approximate unless asked. */
function gelu(x: number): number {
  return 0.5 * x * (1 + erf(x / Math.SQRT2));
}

/**
 * The error function: its Taylor series where that is short, else the continued fraction of its complement.
 * @source Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14; within 1e-14
 */
function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= (2 * z * z) / (2 * n + 1);
      sum += term;
    }
    return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * sum;
  }
  let fraction = 0;
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (z + fraction);
  return Math.sign(x) * (1 - Math.exp(-z * z) / (Math.sqrt(Math.PI) * (z + fraction)));
}
