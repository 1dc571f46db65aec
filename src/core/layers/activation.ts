import { applyActivation } from './activations.ts';
import { defineLayer } from './define.ts';
import { activationName } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const activation = defineLayer({
  className: 'Activation',
  role: 'activation',
  doc: 'Applies a named activation function.',
  source: 'https://keras.io/api/layers/core_layers/activation/',
  params: { activation: activationName('activation', 'Name of the function.') },
  outputShape: passShape,
  forward: ({ config, inputs, kerasMajor }) =>
    applyActivation(config.activation, onlyInput(inputs), kerasMajor),
});
