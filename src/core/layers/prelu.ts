import { broadcast } from '../kernels/broadcast.ts';
import { tensor } from '../tensor/tensor.ts';
import { defineLayer, weightOf } from './define.ts';
import { custom, intList, ParamError } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

const axes = intList('shared_axes', 'Axes, from 1.');

export const prelu = defineLayer({
  className: 'PReLU',
  role: 'activation',
  doc: 'LeakyReLU whose slopes are learned.',
  source: 'https://keras.io/api/layers/activation_layers/prelu/',
  params: {
    sharedAxes: custom<readonly number[]>(
      'shared_axes',
      'Axes, from 1, along which the slope is the same.',
      (value) => (value === null ? [] : axes.parse(value)),
      (value) => (value.length === 0 ? null : [...value]),
      [],
    ),
  },
  weights: (config, [input]) => [
    {
      name: 'alpha',
      shape: (input ?? []).slice(1).map((dim, i) => {
        if (config.sharedAxes.includes(i + 1)) return 1;
        if (dim === null) throw new ParamError('a known input shape', input);
        return dim;
      }),
    },
  ],
  outputShape: passShape,
  forward: ({ weights, inputs }) => {
    const alpha = weightOf(weights, 'alpha');
    const slopes = tensor(alpha.data, [1, ...alpha.shape]);
    return broadcast(onlyInput(inputs), slopes, (x, slope) => (x > 0 ? x : slope * x));
  },
});
