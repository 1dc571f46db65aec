import { nhwcFromNchw } from '../kernels/transpose.ts';
import { tensor } from '../tensor/tensor.ts';
import { defineLayer } from './define.ts';
import { oneOf, ParamError } from './params.ts';
import { onlyInput } from './shapes.ts';

export const flatten = defineLayer({
  className: 'Flatten',
  aliases: ['Custom>QuantizedFlatten'],
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
  forward: ({ config, inputs, outputShape }) => {
    const input = onlyInput(inputs);
    // Keras lays channels_first data out as if it were channels_last.
    const last =
      config.dataFormat === 'channels_first' && input.shape.length > 2
        ? nhwcFromNchw(input)
        : input;
    return tensor(last.data, outputShape);
  },
});
