import { defineLayer } from './define.ts';
import { float } from './params.ts';
import { passForward, passShape } from './shapes.ts';

export const gaussianNoise = defineLayer({
  className: 'GaussianNoise',
  role: 'dropout',
  doc: 'Adds random noise while training; does nothing at inference.',
  source: 'https://keras.io/api/layers/regularization_layers/gaussian_noise/',
  params: { stddev: float('stddev', 'Standard deviation of the noise.') },
  outputShape: passShape,
  forward: passForward,
});
