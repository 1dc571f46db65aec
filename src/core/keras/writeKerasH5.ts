import { fail } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { expectedWeights } from './expectedWeights.ts';
import { createHdf5, type Hdf5Writer } from './hdf5Writer.ts';
import { KERAS_VERSION, keras2ModelConfig } from './keras2ModelConfig.ts';

/**
 * Writes a graph as Keras 2.10 writes a whole model in HDF5: attributes `keras_version`, `backend` and `model_config`,
 * group `model_weights`. A chain becomes a Sequential, anything else a Functional model. `load_model` of Keras 2 and
 * `cnn2snn.load_quantized_model` open it, whatever version the graph was read from.
 * @throws StudioError keras/missing-weight when a layer of known type lacks one of its weights
 */
export async function writeKerasH5(graph: ModelGraph): Promise<Uint8Array> {
  const config = keras2ModelConfig(graph);
  // Keras leaves a Sequential's InputLayer out of the list of layers with weights.
  const listed = config.class_name === 'Sequential' ? graph.layers.slice(1) : graph.layers;
  const weights = new Map(listed.map((node) => [node.name, orderedWeights(graph, node)]));
  return createHdf5((h5) => {
    writeVersion(h5, '/');
    h5.writeText('/', 'model_config', JSON.stringify(config));
    h5.createGroup('/', 'model_weights');
    writeVersion(h5, '/model_weights');
    const names = listed.map(({ name }) => name);
    h5.writeTexts('/model_weights', 'layer_names', names);
    for (const [layer, tensors] of weights) writeLayer(h5, layer, tensors);
    h5.createGroup('/model_weights', 'top_level_model_weights');
    h5.writeTexts('/model_weights/top_level_model_weights', 'weight_names', []);
  });
}

function writeVersion(h5: Hdf5Writer, group: string): void {
  h5.writeText(group, 'keras_version', KERAS_VERSION);
  h5.writeText(group, 'backend', 'tensorflow');
}

function writeLayer(
  h5: Hdf5Writer,
  layer: string,
  weights: readonly (readonly [string, Tensor])[],
): void {
  const group = `/model_weights/${layer}`;
  h5.createGroup('/model_weights', layer);
  const variables = weights.map(([name]) => `${layer}/${name}:0`);
  h5.writeTexts(group, 'weight_names', variables);
  for (const [i, [, tensor]] of weights.entries()) {
    const variable = variables[i] ?? '';
    const slash = variable.lastIndexOf('/');
    h5.createGroup(group, variable.slice(0, slash));
    h5.writeFloats(`${group}/${variable.slice(0, slash)}`, variable.slice(slash + 1), tensor);
  }
}

/** A layer's weights in the order in which Keras gives them to its variables. */
function orderedWeights(
  graph: ModelGraph,
  node: LayerNode,
): readonly (readonly [string, Tensor])[] {
  const specs = expectedWeights(node, outputShapes(graph).inputs(node))?.specs;
  if (!specs) return Object.entries(node.weights);
  return specs.map(({ name }) => {
    const tensor = node.weights[name];
    if (tensor) return [name, tensor] as const;
    fail(
      'keras/missing-weight',
      { layer: node.name },
      node.className,
      name,
      Object.keys(node.weights),
    );
  });
}
