import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { buildGraph } from './buildGraph.ts';
import { Checkpoint, partOf } from './checkpointVariables.ts';
import type { FlatLayer } from './flattenModel.ts';
import type { LayerWeights } from './layerWeights.ts';
import { parseModelConfig } from './modelConfig.ts';
import { KERAS_METADATA, type ModelFile } from './modelFile.ts';
import { parseJson } from './parseJson.ts';
import { messages, ProtoError, protoFields, textOf } from './proto.ts';

/**
 * Reads a SavedModel folder of Keras 2: the layers from keras_metadata.pb, the weights from variables/. Layers and
 * variables are joined by the graph of objects that the checkpoint holds.
 * @throws StudioError keras/missing-part | keras/damaged-saved-model | keras/unsupported-model | ...
 * @source keras/protobuf/saved_metadata.proto (Apache-2.0)
 */
export function readSavedModel(files: readonly ModelFile[]): {
  readonly version: string;
  readonly graph: ModelGraph;
} {
  const metadata = partOf(files, (name) => KERAS_METADATA.test(name), 'keras_metadata.pb');
  const index = partOf(
    files,
    (name) => /(^|[/\\])variables\.index$/.test(name),
    'variables/variables.index',
  );
  let file = metadata.name;
  try {
    const { names, root } = readMetadata(metadata);
    const model = root['model_config'];
    if (!isJsonObject(model)) {
      const { class_name: className } = root;
      fail(
        'keras/unsupported-model',
        { file },
        typeof className === 'string' ? className : 'Model',
      );
    }
    const config = parseModelConfig(withoutWrappers(model), file);
    file = index.name;
    const checkpoint = new Checkpoint(index, files);
    const graph = buildGraph(config, file, (layers) => weightsOf(checkpoint, layers, names));
    const version = root['keras_version'];
    return { version: typeof version === 'string' ? version : '2.0.0', graph };
  } catch (error) {
    if (!(error instanceof ProtoError)) throw error;
    fail('keras/damaged-saved-model', { file }, error.message);
  }
}

/** The layers' names by their path among the objects, `layer_with_weights-0`; the root's is empty. */
type Names = ReadonlyMap<string, string>;

/** SavedMetadata: repeated 1 = { 3 path, 5 JSON }. */
function readMetadata({ name: file, bytes }: ModelFile): { names: Names; root: JsonObject } {
  const names = new Map<string, string>();
  let root: JsonObject | undefined;
  for (const node of messages(protoFields(bytes), 1)) {
    const path = textOf(node, 3);
    if (!/^root(\.layer(_with_weights)?-\d+)*$/.test(path)) continue;
    const json = parseJson(textOf(node, 5), { file, path });
    if (!isJsonObject(json)) fail('keras/bad-config', { file, path }, 'a JSON object', json);
    if (path === 'root') root = json;
    else if (typeof json['name'] === 'string') names.set(path.slice('root.'.length), json['name']);
  }
  if (!root) throw new ProtoError('it does not hold a model');
  return { names, root };
}

/** Tuples and shapes are wrapped in this format alone: `{"class_name": "__tuple__", "items": [3, 3]}`. */
function withoutWrappers(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutWrappers);
  if (!isJsonObject(value)) return value;
  const { class_name: className, items } = value;
  const isWrapper = className === '__tuple__' || className === 'TensorShape';
  if (isWrapper && items !== undefined) return withoutWrappers(items);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'shared_object_id')
      .map(([key, inner]) => [key, withoutWrappers(inner)]),
  );
}

function weightsOf(
  checkpoint: Checkpoint,
  layers: readonly FlatLayer[],
  names: Names,
): LayerWeights {
  const paths = new Map<string, readonly string[]>();
  for (const path of names.keys()) {
    const parts = path.split('.');
    const scoped = parts.map((_, i) => names.get(parts.slice(0, i + 1).join('.')) ?? '');
    paths.set(JSON.stringify(scoped), parts);
  }
  return new Map(
    layers.map(({ layer, scope }) => {
      const path = paths.get(JSON.stringify([...scope, layer.name]));
      return [layer, path === undefined ? [] : checkpoint.variablesOf(path)];
    }),
  );
}
