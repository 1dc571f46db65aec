import { defineLayer } from './define.ts';
import { float } from './params.ts';
import { passForward, passShape } from './shapes.ts';

export const spatialDropout2d = defineLayer({
  className: 'SpatialDropout2D',
  role: 'dropout',
  doc: 'Silences random channels while training; does nothing at inference.',
  source: 'https://keras.io/api/layers/regularization_layers/spatial_dropout2d/',
  params: { rate: float('rate', 'Share of channels silenced while training.', 0.5) },
  outputShape: passShape,
  forward: passForward,
});
