import { addBias, matrixProduct } from '../kernels/convolve.ts';
import { applyActivation } from './activations.ts';
import { defineLayer, weightOf } from './define.ts';
import { activationName, bool, int } from './params.ts';
import { lastAxis, onlyInput } from './shapes.ts';

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
