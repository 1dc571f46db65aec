import { mapValues } from '../kernels/broadcast.ts';
import { defineLayer } from './define.ts';
import { float } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const elu = defineLayer({
  className: 'ELU',
  role: 'activation',
  doc: 'Keeps positive values and bends negative ones towards -alpha.',
  source: 'https://keras.io/api/layers/activation_layers/elu/',
  params: { alpha: float('alpha', 'Limit of negative values, without its sign.', 1) },
  outputShape: passShape,
  forward: ({ config, inputs }) =>
    mapValues(onlyInput(inputs), (x) => (x > 0 ? x : config.alpha * Math.expm1(x))),
});
