import { mapValues } from '../kernels/broadcast.ts';
import { defineLayer } from './define.ts';
import { float, withAlias } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const leakyRelu = defineLayer({
  className: 'LeakyReLU',
  role: 'activation',
  doc: 'Keeps positive values and scales negative ones by a small slope.',
  source: 'https://keras.io/api/layers/activation_layers/leaky_relu/',
  params: {
    negativeSlope: withAlias(
      float('negative_slope', 'Slope of negative values; called alpha in Keras 2.', 0.3),
      'alpha',
    ),
  },
  outputShape: passShape,
  forward: ({ config, inputs }) => {
    const slope = Math.fround(config.negativeSlope);
    return mapValues(onlyInput(inputs), (x) => (x > 0 ? x : slope * x));
  },
});
