import { defineLayer, type LayerDefinition } from './define.ts';
import { float, type ParamTable } from './params.ts';
import { passForward, passShape } from './shapes.ts';

const rate = float('rate', 'Share of inputs silenced while training.', 0.5);

export const dropout = defineDropout({
  className: 'Dropout',
  aliases: ['Custom>QuantizedDropout'],
  page: 'dropout',
  doc: 'Silences random inputs while training; does nothing at inference.',
  params: { rate },
});

export const alphaDropout = defineDropout({
  className: 'AlphaDropout',
  page: 'alpha_dropout',
  doc: 'Dropout that keeps mean and variance; does nothing at inference.',
  params: { rate },
});

export const gaussianDropout = defineDropout({
  className: 'GaussianDropout',
  page: 'gaussian_dropout',
  doc: 'Multiplies by random noise while training; does nothing at inference.',
  params: { rate },
});

export const gaussianNoise = defineDropout({
  className: 'GaussianNoise',
  page: 'gaussian_noise',
  doc: 'Adds random noise while training; does nothing at inference.',
  params: { stddev: float('stddev', 'Standard deviation of the noise.') },
});

export const spatialDropout2d = defineDropout({
  className: 'SpatialDropout2D',
  page: 'spatial_dropout2d',
  doc: 'Silences random channels while training; does nothing at inference.',
  params: { rate: float('rate', 'Share of channels silenced while training.', 0.5) },
});

/** A layer for training alone: what tells it from the others. */
interface Dropout<P extends ParamTable> {
  readonly className: string;
  readonly aliases?: readonly string[];
  /** Its page of Keras' documentation. */
  readonly page: string;
  readonly doc: string;
  readonly params: P;
}

function defineDropout<const P extends ParamTable>({
  className,
  aliases = [],
  page,
  doc,
  params,
}: Dropout<P>): LayerDefinition<P> {
  return defineLayer({
    className,
    aliases,
    role: 'dropout',
    doc,
    source: `https://keras.io/api/layers/regularization_layers/${page}/`,
    params,
    outputShape: passShape,
    forward: passForward,
  });
}
