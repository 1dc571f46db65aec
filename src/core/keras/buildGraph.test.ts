import { describe, expect, it } from 'vitest';
import type { Json } from '../ir/json.ts';
import { parseModelConfig } from './modelConfig.ts';
import { withInputLayer } from './buildGraph.ts';

/** The first layer and the shape it says, of a Sequential with these layers. */
function firstLayer(layers: readonly Json[], extra: object = {}): readonly unknown[] {
  const json = { class_name: 'Sequential', config: { name: 's', layers, ...extra } } as Json;
  const [first] = withInputLayer(parseModelConfig(json, 'm.h5'), 'm.h5').layers;
  return [first?.className, first?.name, first?.config['batch_input_shape']];
}

const dense = (config: object = {}, extra: object = {}): Json => ({
  class_name: 'Dense',
  config: { name: 'd', units: 2, ...config },
  ...extra,
});
const shape = [null, 4];
const made = ['InputLayer', 'd_input', shape];

describe('withInputLayer', () => {
  it.each([
    ['batch_input_shape of the first layer (Keras 2)', [dense({ batch_input_shape: shape })], {}],
    ['batch_shape of the first layer', [dense({ batch_shape: shape })], {}],
    ['build_input_shape of the model', [dense()], { build_input_shape: shape }],
    ['build_config of the first layer', [dense({}, { build_config: { input_shape: shape } })], {}],
  ])('takes the shape from %s', (_, layers, extra) => {
    expect(firstLayer(layers, extra)).toEqual(made);
  });

  it('takes the shape from the InputLayer of a nested model', () => {
    const input = { class_name: 'InputLayer', config: { name: 'i', batch_shape: shape } };
    const nested = {
      class_name: 'Sequential',
      config: { name: 'n', layers: [input, dense()] },
    } as Json;
    expect(firstLayer([nested])).toEqual(['InputLayer', 'n_input', shape]);
  });

  it('leaves a model with an InputLayer as it is', () => {
    const input = { class_name: 'InputLayer', config: { name: 'i', batch_input_shape: shape } };
    expect(firstLayer([input, dense()])).toEqual(['InputLayer', 'i', shape]);
  });
});
