import { addBias, matrixProduct } from '../kernels/convolve.ts';
import type { Shape } from '../tensor/tensor.ts';
import { applyActivation } from './activations.ts';
import { defineLayer, weightOf } from './define.ts';
import { activationName, bool, int, ParamError } from './params.ts';
import { onlyInput } from './shapes.ts';

/** Size of the last axis, which must be known. @throws ParamError */
export function lastAxis(shape: Shape | undefined): number {
  const last = shape?.at(-1);
  if (shape === undefined || shape.length < 2 || last === undefined || last === null) {
    throw new ParamError('an input with a known last axis', shape);
  }
  return last;
}

export const dense = defineLayer({
  className: 'Dense',
  role: 'neural',
  chipKind: 'FullyConnected',
  quantizesTo: 'QuantizedDense',
  doc: 'Connects every input to every output: a weighted sum per unit.',
  source: 'https://keras.io/api/layers/core_layers/dense/',
  params: {
    units: int('units', 'Number of outputs.'),
    activation: activationName('activation', 'Activation applied to the output.'),
    useBias: bool('use_bias', 'Whether a bias is added per unit.', true),
  },
  weights: (config, [input]) => [
    { name: 'kernel', shape: [lastAxis(input), config.units] },
    ...(config.useBias ? [{ name: 'bias', shape: [config.units] }] : []),
  ],
  outputShape: (config, [input]) => {
    lastAxis(input);
    return [...(input ?? []).slice(0, -1), config.units];
  },
  forward: ({ config, weights, inputs, kerasMajor }) => {
    const product = matrixProduct(onlyInput(inputs), weightOf(weights, 'kernel'));
    return applyActivation(config.activation, addBias(product, weights['bias']), kerasMajor);
  },
});
