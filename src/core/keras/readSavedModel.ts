import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { sizeOf } from '../tensor/tensor.ts';
import { buildGraph } from './buildGraph.ts';
import { readCheckpointIndex, type CheckpointEntry } from './checkpoint.ts';
import { decodeNumbers, type NumberFormat } from './decodeNumbers.ts';
import type { FlatLayer } from './flattenModel.ts';
import type { LayerWeights, WeightEntry } from './layerWeights.ts';
import { parseModelConfig } from './modelConfig.ts';
import { KERAS_METADATA, type ModelFile } from './modelFile.ts';
import { parseJson } from './parseJson.ts';
import { ProtoError, protoFields, type ProtoField } from './proto.ts';

/** TensorFlow's numbers of types. @source tensorflow/core/framework/types.proto (Apache-2.0) */
const FORMATS: Readonly<Record<number, NumberFormat>> = {
  1: { kind: 'float', bytes: 4 },
  2: { kind: 'float', bytes: 8 },
  3: { kind: 'int', bytes: 4 },
  9: { kind: 'int', bytes: 8 },
  14: { kind: 'bfloat', bytes: 2 },
  19: { kind: 'float', bytes: 2 },
};

const OBJECT_GRAPH = '_CHECKPOINTABLE_OBJECT_GRAPH';
const VALUE = 'VARIABLE_VALUE';

/**
 * Reads a SavedModel folder of Keras 2: the layers from keras_metadata.pb, the weights from variables/. Layers and
 * variables are joined by the graph of objects that the checkpoint holds.
 * @throws StudioError keras/missing-part | keras/damaged-saved-model | keras/unsupported-model | ...
 * @source keras/protobuf/saved_metadata.proto, tensorflow/core/protobuf/trackable_object_graph.proto (Apache-2.0)
 */
export function readSavedModel(files: readonly ModelFile[]): {
  readonly version: string;
  readonly graph: ModelGraph;
} {
  const metadata = partOf(files, KERAS_METADATA, 'keras_metadata.pb');
  const index = partOf(files, /(^|[/\\])variables\.index$/, 'variables/variables.index');
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
    const checkpoint = new Checkpoint(readCheckpointIndex(index.bytes), files);
    const graph = buildGraph(config, file, (layers) => checkpoint.weights(layers, names));
    const version = root['keras_version'];
    return { version: typeof version === 'string' ? version : '2.0.0', graph };
  } catch (error) {
    if (!(error instanceof ProtoError)) throw error;
    fail('keras/damaged-saved-model', { file }, error.message);
  }
}

function partOf(files: readonly ModelFile[], name: RegExp, title: string): ModelFile {
  const found = files.find((file) => name.test(file.name));
  if (found) return found;
  const others = files.map((file) => file.name);
  fail('keras/missing-part', {}, title, others);
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

function messages(fields: readonly ProtoField[], id: number): readonly (readonly ProtoField[])[] {
  return fields.flatMap((field) =>
    field.id === id && field.bytes ? [protoFields(field.bytes)] : [],
  );
}

function textOf(fields: readonly ProtoField[], id: number): string {
  const bytes = fields.find((field) => field.id === id)?.bytes;
  return bytes ? new TextDecoder().decode(bytes) : '';
}

function numberOf(fields: readonly ProtoField[], id: number): number {
  return fields.find((field) => field.id === id)?.number ?? 0;
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

/** One object of the checkpoint: its parts by name, and the key of its value. */
interface TrackedObject {
  readonly children: ReadonlyMap<string, number>;
  readonly key: string | undefined;
}

class Checkpoint {
  private readonly entries: ReadonlyMap<string, CheckpointEntry>;
  private readonly files: readonly ModelFile[];
  private readonly objects: readonly TrackedObject[];

  constructor(entries: ReadonlyMap<string, CheckpointEntry>, files: readonly ModelFile[]) {
    this.entries = entries;
    this.files = files;
    this.objects = this.readObjects();
  }

  weights(layers: readonly FlatLayer[], names: Names): LayerWeights {
    const paths = new Map<string, string>();
    for (const path of names.keys()) {
      const parts = path.split('.');
      const scoped = parts.map((_, i) => names.get(parts.slice(0, i + 1).join('.')) ?? '');
      paths.set(JSON.stringify(scoped), path);
    }
    return new Map(
      layers.map(({ layer, scope }) => {
        const path = paths.get(JSON.stringify([...scope, layer.name]));
        return [layer, path === undefined ? [] : this.variablesOf(path)];
      }),
    );
  }

  private variablesOf(path: string): readonly WeightEntry[] {
    let object = this.objects[0];
    for (const part of path.split('.')) object = this.objects[object?.children.get(part) ?? -1];
    return [...(object?.children ?? [])].flatMap(([name, id]) => {
      const key = this.objects[id]?.key;
      const entry = key === undefined ? undefined : this.entries.get(key);
      return entry && key !== undefined ? [this.weight(name, key, entry)] : [];
    });
  }

  private weight(name: string, path: string, entry: CheckpointEntry): WeightEntry {
    const format = FORMATS[entry.dtype];
    if (!format) throw new ProtoError(`"${path}" has a type of numbers we do not read`);
    const isWhole = entry.shape.every((axis) => Number.isSafeInteger(axis));
    if (!isWhole || sizeOf(entry.shape) * format.bytes !== entry.size) {
      throw new ProtoError(`"${path}" has another size than its shape`);
    }
    const read = () => decodeNumbers(this.bytesOf(entry).slice(), format);
    return { name, path, shape: entry.shape, read };
  }

  private bytesOf({ shard, offset, size }: CheckpointEntry): Uint8Array {
    const title = `variables.data-${String(shard).padStart(5, '0')}-of-`;
    const data = partOf(this.files, new RegExp(title), `variables/${title}...`);
    if (offset + size > data.bytes.length) {
      throw new ProtoError(`${data.name} is cut off, it has ${data.bytes.length} bytes`);
    }
    return data.bytes.subarray(offset, offset + size);
  }

  /** TrackableObjectGraph: repeated 1 = { repeated 1 = { 1 id, 2 name }, repeated 2 = { 1 name, 3 key } }. */
  private readObjects(): readonly TrackedObject[] {
    const entry = this.entries.get(OBJECT_GRAPH);
    if (!entry) throw new ProtoError('it does not say which layer has which variable');
    const stored = this.bytesOf(entry);
    // A string: its length as a varint, a checksum of 4 bytes, its bytes.
    const start = stored.findIndex((byte) => byte < 128) + 1 + 4;
    return messages(protoFields(stored.subarray(start)), 1).map((node) => ({
      children: new Map(messages(node, 1).map((child) => [textOf(child, 2), numberOf(child, 1)])),
      key: messages(node, 2)
        .filter((attribute) => textOf(attribute, 1) === VALUE)
        .map((attribute) => textOf(attribute, 3))[0],
    }));
  }
}
