import { sizeOf, tensor, type Shape } from '../tensor/tensor.ts';
import { defineLayer } from './define.ts';
import { intList, ParamError } from './params.ts';
import { onlyInput } from './shapes.ts';

export const reshape = defineLayer({
  className: 'Reshape',
  aliases: ['Custom>QuantizedReshape'],
  role: 'reshape',
  doc: 'Gives the same values another shape.',
  source: 'https://keras.io/api/layers/reshaping_layers/reshape/',
  params: { targetShape: intList('target_shape', 'Shape without batch axis; -1 = what is left.') },
  outputShape: (config, [input]) => {
    const batch = input?.[0] ?? null;
    const target = config.targetShape;
    if (!target.includes(-1)) return [batch, ...target];
    return [batch, ...target.map((dim) => (dim === -1 ? restOf(target, input) : dim))];
  },
  forward: ({ inputs, outputShape }) => {
    const { data } = onlyInput(inputs);
    if (sizeOf(outputShape) !== data.length) {
      throw new ParamError(`a shape that holds ${data.length / (outputShape[0] ?? 1)} values`, [
        ...outputShape.slice(1),
      ]);
    }
    return tensor(data, outputShape);
  },
});

function restOf(target: readonly number[], input: Shape | undefined): number {
  const dims = input?.slice(1) ?? [];
  let total = 1;
  for (const dim of dims) {
    if (dim === null) throw new ParamError('a known input shape for a -1 in target_shape', input);
    total *= dim;
  }
  const fixed = target.reduce((product, dim) => (dim === -1 ? product : product * dim), 1);
  if (fixed === 0 || total % fixed !== 0)
    throw new ParamError(`a shape that holds ${total} values`, target);
  return total / fixed;
}
