import { transpose } from '../kernels/transpose.ts';
import { defineLayer } from './define.ts';
import { intList, ParamError } from './params.ts';
import { onlyInput } from './shapes.ts';

export const permute = defineLayer({
  className: 'Permute',
  role: 'reshape',
  doc: 'Reorders the axes.',
  source: 'https://keras.io/api/layers/reshaping_layers/permute/',
  params: { dims: intList('dims', 'New order of the axes, counted from 1, without batch axis.') },
  outputShape: (config, [input]) => {
    const order = [...config.dims].sort((a, b) => a - b);
    if (input?.length !== order.length + 1 || order.some((dim, i) => dim !== i + 1)) {
      throw new ParamError(`an order of the axes 1 to ${(input?.length ?? 1) - 1}`, config.dims);
    }
    return [input[0] ?? null, ...config.dims.map((dim) => input[dim] ?? null)];
  },
  forward: ({ config, inputs }) => transpose(onlyInput(inputs), [0, ...config.dims]),
});
