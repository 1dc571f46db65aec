import type { Json } from '../ir/json.ts';
import type { Shape } from '../tensor/tensor.ts';
import { defineLayer } from './define.ts';
import { custom, ParamError, type Param } from './params.ts';
import { passForward } from './shapes.ts';

/** A shape with batch axis: positive integers or null. */
function batchShape(key: string, doc: string): Param<Shape | null> {
  return custom<Shape | null>(
    key,
    doc,
    (value) => {
      if (value === null) return null;
      const dims = Array.isArray(value) ? (value as readonly Json[]) : [];
      if (dims.length < 1) throw new ParamError('a shape such as [null, 28, 28, 1]', value);
      return dims.map((dim) => {
        if (dim === null || (typeof dim === 'number' && Number.isInteger(dim) && dim > 0))
          return dim;
        throw new ParamError('a shape such as [null, 28, 28, 1]', value);
      });
    },
    (value) => (value === null ? null : [...value]),
    null,
  );
}

export const inputLayer = defineLayer({
  className: 'InputLayer',
  role: 'input',
  doc: 'Where data enters the model.',
  source: 'https://keras.io/api/layers/core_layers/input/',
  params: {
    batchInputShape: batchShape('batch_input_shape', 'Input shape with batch axis, Keras 2.'),
    batchShape: batchShape('batch_shape', 'Input shape with batch axis, Keras 3.'),
  },
  outputShape: (config) => {
    const shape = config.batchInputShape ?? config.batchShape;
    if (!shape) throw new ParamError('batch_input_shape or batch_shape', null);
    return [null, ...shape.slice(1)];
  },
  forward: passForward,
});
