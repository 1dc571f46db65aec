import { defineLayer } from './define.ts';
import { float } from './params.ts';
import { passForward, passShape } from './shapes.ts';

export const dropout = defineLayer({
  className: 'Dropout',
  role: 'dropout',
  doc: 'Silences random inputs while training; does nothing at inference.',
  source: 'https://keras.io/api/layers/regularization_layers/dropout/',
  params: { rate: float('rate', 'Share of inputs silenced while training.', 0.5) },
  outputShape: passShape,
  forward: passForward,
});
