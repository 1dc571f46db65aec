import { ParamError, bool, float, intList } from './params.ts';
import { defineLayer } from './define.ts';
import { passShape } from './shapes.ts';

export const batchNormalization = defineLayer({
  className: 'BatchNormalization',
  aliases: ['BatchNormalizationV1', 'BatchNormalizationV2'],
  role: 'batchNorm',
  doc: 'Normalizes every channel with statistics of the training data; at inference a scale and a shift per channel.',
  source: 'https://keras.io/api/layers/normalization_layers/batch_normalization/',
  params: {
    axis: intList('axis', 'Axis of the channels.', [-1]),
    epsilon: float('epsilon', 'Added to the variance.', 0.001),
    center: bool('center', 'Whether beta is added.', true),
    scale: bool('scale', 'Whether gamma multiplies.', true),
  },
  weights: (config, [input]) => {
    const axis = config.axis[0] ?? -1;
    const channels = input?.at(axis);
    if (channels === undefined || channels === null) {
      throw new ParamError('a known size on the normalized axis', input);
    }
    const shape = [channels];
    return [
      ...(config.scale ? [{ name: 'gamma', shape }] : []),
      ...(config.center ? [{ name: 'beta', shape }] : []),
      { name: 'moving_mean', shape },
      { name: 'moving_variance', shape },
    ];
  },
  outputShape: passShape,
});
