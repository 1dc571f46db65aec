import { defineLayer } from './define.ts';
import { float } from './params.ts';
import { passForward, passShape } from './shapes.ts';

export const gaussianDropout = defineLayer({
  className: 'GaussianDropout',
  role: 'dropout',
  doc: 'Multiplies by random noise while training; does nothing at inference.',
  source: 'https://keras.io/api/layers/regularization_layers/gaussian_dropout/',
  params: { rate: float('rate', 'Share of inputs silenced while training.', 0.5) },
  outputShape: passShape,
  forward: passForward,
});
