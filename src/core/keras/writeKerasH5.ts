import { fail } from '../errors/diagnostic.ts';
import { needWeights, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { expectedWeights } from './layerWeights.ts';
import { KERAS_VERSION, keras2ModelConfig } from './keras2ModelConfig.ts';
import { loadHdf5 } from './hdf5Module.ts';

/**
 * Writes a graph as Keras 2.10 writes a whole model in HDF5: attributes `keras_version`, `backend` and `model_config`,
 * group `model_weights`. A chain becomes a Sequential, anything else a Functional model. `load_model` of Keras 2 and
 * `cnn2snn.load_quantized_model` open it, whatever version the graph was read from.
 * @throws StudioError keras/missing-weight when a layer of known type lacks one of its weights; graph/no-weights for a design
 */
export async function writeKerasH5(graph: ModelGraph): Promise<Uint8Array> {
  needWeights(graph, 'Write the model with its weights');
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
export function orderedWeights(
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

/** An HDF5 file being written. Paths are absolute. */
interface Hdf5Writer {
  /** Creates a group and the groups on the way to it; what exists stays. */
  readonly createGroup: (parent: string, name: string) => void;
  readonly writeText: (path: string, attribute: string, text: string) => void;
  /** A list of strings as Keras writes it: an empty one is an empty list of float64. */
  readonly writeTexts: (path: string, attribute: string, texts: readonly string[]) => void;
  /** A float32 dataset. */
  readonly writeFloats: (group: string, name: string, tensor: Tensor) => void;
}

let created = 0;

/** Makes the bytes of an HDF5 file in the oldest format that holds its content, as h5py does. */
export async function createHdf5(write: (file: Hdf5Writer) => void): Promise<Uint8Array> {
  const hdf5 = await loadHdf5();
  const { File, Group } = await import('h5wasm');
  created += 1;
  const name = `/write-${created}.h5`;
  const file = new File(name, 'w');
  const at = (path: string) => new Group(file.file_id, path);
  try {
    write({
      createGroup: (parent, path) => {
        let current = parent;
        for (const part of path.split('/')) {
          const next = current === '/' ? `/${part}` : `${current}/${part}`;
          if (hdf5.get_type(file.file_id, next) < 0) at(current).create_group(part);
          current = next;
        }
      },
      writeText: (path, attribute, text) => {
        at(path).create_attribute(attribute, text, []);
      },
      writeTexts: (path, attribute, texts) => {
        if (texts.length > 0) at(path).create_attribute(attribute, [...texts]);
        else at(path).create_attribute(attribute, new Float64Array());
      },
      writeFloats: (group, dataset, { data, shape }) => {
        at(group).create_dataset({ name: dataset, data, shape: [...shape] });
      },
    });
    file.close();
    return hdf5.FS.readFile(name);
  } finally {
    hdf5.FS.unlink(name);
  }
}
