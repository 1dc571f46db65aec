import { fail } from '../errors/diagnostic.ts';
import type { Json } from '../ir/json.ts';
import type { LayerConfig, ModelConfig } from './modelConfig.ts';

/**
 * Gives a Sequential that starts with another layer the InputLayer that Keras makes of it when it loads the model.
 * @throws StudioError keras/no-input-shape when neither the first layer nor the model says a shape
 */
export function withInputLayer(model: ModelConfig, file: string): ModelConfig {
  const [first] = model.layers;
  if (!first || model.inputs.length > 0) return model;
  const shape = inputShapeOf(first) ?? usable(model.buildShape);
  if (!shape) fail('keras/no-input-shape', { file, layer: first.name });
  const name = `${first.name}_input`;
  const dtype = first.config['dtype'];
  const input: LayerConfig = {
    className: 'InputLayer',
    name,
    config: {
      batch_input_shape: shape,
      dtype: typeof dtype === 'string' ? dtype : 'float32',
      sparse: false,
      ragged: false,
      name,
    },
    path: first.path,
    buildShape: undefined,
    calls: [],
    nested: null,
  };
  const ref = { layer: name, node: 0, output: 0 };
  const [, ...rest] = model.layers;
  return {
    ...model,
    layers: [input, { ...first, calls: [[ref]] }, ...rest],
    inputs: [ref],
  };
}

function inputShapeOf(layer: LayerConfig): Json | undefined {
  const own = usable(layer.config['batch_input_shape']) ?? usable(layer.config['batch_shape']);
  if (own) return own;
  const inner = layer.nested?.layers[0];
  const nested = inner ? inputShapeOf(inner) : undefined;
  return nested ?? usable(layer.nested?.buildShape) ?? usable(layer.buildShape);
}

function usable(shape: Json | undefined): Json | undefined {
  return Array.isArray(shape) && shape.length > 0 ? shape : undefined;
}
