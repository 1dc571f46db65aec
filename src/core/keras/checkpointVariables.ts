import { fail } from '../errors/diagnostic.ts';
import { sizeOf } from '../tensor/tensor.ts';
import { readCheckpointIndex, type CheckpointEntry } from './checkpoint.ts';
import { decodeNumbers, type NumberFormat } from './decodeNumbers.ts';
import type { WeightEntry } from './layerWeights.ts';
import type { ModelFile } from './modelFile.ts';
import { messages, numberOf, ProtoError, protoFields, textOf } from './proto.ts';

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

/** One object of the checkpoint: its parts by name, and the key of its value. */
interface TrackedObject {
  readonly children: ReadonlyMap<string, number>;
  readonly key: string | undefined;
}

/**
 * The variables of a TensorFlow checkpoint, found by the graph of objects that it holds.
 * @throws ProtoError for damage; StudioError keras/missing-part
 * @source tensorflow/core/protobuf/trackable_object_graph.proto (Apache-2.0)
 */
export class Checkpoint {
  private readonly entries: ReadonlyMap<string, CheckpointEntry>;
  private readonly files: readonly ModelFile[];
  /** What the names of its data files begin with. */
  private readonly stem: string;
  private readonly objects: readonly TrackedObject[];

  constructor(index: ModelFile, files: readonly ModelFile[]) {
    this.entries = readCheckpointIndex(index.bytes);
    this.files = files;
    this.stem = index.name.replace(/^.*[/\\]|\.index$/g, '');
    this.objects = this.readObjects();
  }

  /** The parts of an object by name, and their numbers; object 0 is what was saved. */
  partsOf(object: number): ReadonlyMap<string, number> {
    return this.objects[object]?.children ?? new Map<string, number>();
  }

  /** The variables of the object at the end of a path of names. */
  variablesOf(path: readonly string[], root = 0): readonly WeightEntry[] {
    let object = root;
    for (const part of path) object = this.partsOf(object).get(part) ?? -1;
    return [...this.partsOf(object)].flatMap(([name, id]) => {
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
    const title = `${this.stem}.data-${String(shard).padStart(5, '0')}-of-`;
    const data = partOf(this.files, (name) => name.includes(title), `${title}...`);
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

/** The file of a name. @throws StudioError keras/missing-part */
export function partOf(
  files: readonly ModelFile[],
  fits: (name: string) => boolean,
  title: string,
): ModelFile {
  const found = files.find((file) => fits(file.name));
  if (found) return found;
  const others = files.map((file) => file.name);
  fail('keras/missing-part', {}, title, others);
}
