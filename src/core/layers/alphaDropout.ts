import { defineLayer } from './define.ts';
import { float } from './params.ts';
import { passForward, passShape } from './shapes.ts';

export const alphaDropout = defineLayer({
  className: 'AlphaDropout',
  role: 'dropout',
  doc: 'Dropout that keeps mean and variance; does nothing at inference.',
  source: 'https://keras.io/api/layers/regularization_layers/alpha_dropout/',
  params: { rate: float('rate', 'Share of inputs silenced while training.', 0.5) },
  outputShape: passShape,
  forward: passForward,
});
