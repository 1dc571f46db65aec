import { defineLayer } from './define.ts';
import { oneOf, ParamError } from './params.ts';

export const flatten = defineLayer({
  className: 'Flatten',
  role: 'reshape',
  doc: 'Lays all axes but the batch out in one vector.',
  source: 'https://keras.io/api/layers/reshaping_layers/flatten/',
  params: {
    dataFormat: oneOf(
      'data_format',
      'Order of the axes.',
      ['channels_last', 'channels_first'],
      'channels_last',
    ),
  },
  outputShape: (_config, [input]) => {
    if (input === undefined) throw new ParamError('one input', 'none');
    const rest = input.slice(1);
    const known = rest.filter((dim) => dim !== null);
    if (known.length !== rest.length) return [input[0] ?? null, null];
    return [input[0] ?? null, known.reduce((product, dim) => product * dim, 1)];
  },
});
