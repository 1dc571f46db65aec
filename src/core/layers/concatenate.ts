import { sizeOf, tensor } from '../tensor/tensor.ts';
import { defineLayer } from './define.ts';
import { int, ParamError } from './params.ts';

export const concatenate = defineLayer({
  className: 'Concatenate',
  role: 'merge',
  doc: 'Joins its inputs along one axis.',
  source: 'https://keras.io/api/layers/merging_layers/concatenate/',
  params: { axis: int('axis', 'Axis along which the inputs follow one another.', -1, -Infinity) },
  outputShape: (config, inputs) => {
    const [first] = inputs;
    if (first === undefined) throw new ParamError('at least one input', 'none');
    const joined = config.axis < 0 ? first.length + config.axis : config.axis;
    return first.map((dim, axis) => {
      const sizes = inputs.map((shape) => {
        if (shape.length !== first.length) throw new ParamError('inputs of the same rank', inputs);
        return shape[axis] ?? null;
      });
      if (axis === joined) {
        return sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
      }
      if (sizes.some((size) => size !== null && dim !== null && size !== dim)) {
        throw new ParamError('inputs that differ on the joined axis alone', inputs);
      }
      return sizes.find((size) => size !== null) ?? null;
    });
  },
  forward: ({ config, inputs, outputShape }) => {
    const joined = config.axis < 0 ? outputShape.length + config.axis : config.axis;
    const output = new Float32Array(sizeOf(outputShape));
    const run = sizeOf(outputShape.slice(joined));
    let offset = 0;
    for (const input of inputs) {
      const part = sizeOf(input.shape.slice(joined));
      for (let from = 0, to = offset; from < input.data.length; from += part, to += run) {
        output.set(input.data.subarray(from, from + part), to);
      }
      offset += part;
    }
    return tensor(output, outputShape);
  },
});
