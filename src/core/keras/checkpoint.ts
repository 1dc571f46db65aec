import { isStudioError } from '../errors/diagnostic.ts';
import { unpackSnappy } from '../fbz/snappyBlock.ts';
import { ProtoError, protoFields, type ProtoField } from './proto.ts';

/** One tensor of a TensorFlow checkpoint: where it lies in the data file. */
export interface CheckpointEntry {
  /** Number of TensorFlow's DataType. */
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly shard: number;
  readonly offset: number;
  readonly size: number;
}

/** The end of a table: two block handles, padded, and a magic number. */
const FOOTER = 48;
const MAGIC = 0xdb4775248b80fb57n;
/** Behind each block: its compression (0: none) and a checksum. */
const TRAILER = 5;
const SNAPPY = 1;

/**
 * The index of a checkpoint (`variables.index`): a sorted table of names and where their tensors lie.
 *     block   entries of (shared, unshared, length) as varints, the rest of the key, the value; then restart points
 *     footer  handle of the meta index, handle of the index, magic number
 * @throws ProtoError for a damaged table
 * @source https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/lib/io/table.cc (Apache-2.0)
 */
export function readCheckpointIndex(bytes: Uint8Array): ReadonlyMap<string, CheckpointEntry> {
  const start = bytes.length - FOOTER;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start < 0 || view.getBigUint64(bytes.length - 8, true) !== MAGIC) {
    throw new ProtoError('its end is not that of a checkpoint index');
  }
  const footer = new Cursor(bytes.subarray(start));
  footer.handle();
  const entries = new Map<string, CheckpointEntry>();
  for (const { value } of blockAt(bytes, footer.handle())) {
    for (const entry of blockAt(bytes, new Cursor(value).handle())) {
      const name = new TextDecoder().decode(entry.key);
      // The empty name holds the header: how many data files there are.
      if (name !== '') entries.set(name, entryOf(entry.value));
    }
  }
  return entries;
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

/** Reads varints one behind the other. */
class Cursor {
  private readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 50; factor *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) break;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new ProtoError('a number breaks off');
  }

  take(size: number): Uint8Array {
    const end = this.at + size;
    if (end > this.bytes.length) throw new ProtoError('an entry leaves its block');
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    return part;
  }

  handle(): Handle {
    return { offset: this.varint(), size: this.varint() };
  }
}

function blockAt(
  bytes: Uint8Array,
  { offset, size }: Handle,
): readonly { readonly key: Uint8Array; readonly value: Uint8Array }[] {
  if (offset + size + TRAILER > bytes.length) throw new ProtoError('a block leaves the file');
  const block = unpacked(bytes.subarray(offset, offset + size), bytes[offset + size]);
  const { length } = block;
  if (length < 4) throw new ProtoError('a block has no restart points');
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const restarts = view.getUint32(length - 4, true);
  const end = length - 4 - 4 * restarts;
  if (end < 0) throw new ProtoError('a block has more restart points than bytes');
  const cursor = new Cursor(block.subarray(0, end));
  const entries: { key: Uint8Array; value: Uint8Array }[] = [];
  let last: Uint8Array = new Uint8Array();
  while (!cursor.done) {
    const [shared, unshared, length] = [cursor.varint(), cursor.varint(), cursor.varint()];
    if (shared > last.length || shared > 10_000) throw new ProtoError('a name is damaged');
    const key = new Uint8Array([...last.subarray(0, shared), ...cursor.take(unshared)]);
    entries.push({ key, value: cursor.take(length) });
    last = key;
  }
  return entries;
}

/** A block as it was before Snappy packed it. */
function unpacked(block: Uint8Array, compression: number | undefined): Uint8Array {
  if (compression === 0) return block;
  if (compression !== SNAPPY) throw new ProtoError('a block is compressed in an unknown way');
  try {
    return unpackSnappy(block, 'a block');
  } catch (error) {
    if (!isStudioError(error)) throw error;
    throw new ProtoError('a compressed block is damaged');
  }
}

/** BundleEntryProto: 1 dtype, 2 shape, 3 shard, 4 offset, 5 size. */
function entryOf(bytes: Uint8Array): CheckpointEntry {
  const fields = protoFields(bytes);
  const number = (id: number) => fields.find((field) => field.id === id)?.number ?? 0;
  const shape = fields.find(({ id }) => id === 2)?.bytes;
  return {
    dtype: number(1),
    shape: shape
      ? protoFields(shape)
          .filter(({ id }) => id === 2)
          .map(sizeOfAxis)
      : [],
    shard: number(3),
    offset: number(4),
    size: number(5),
  };
}

function sizeOfAxis({ bytes }: ProtoField): number {
  return bytes ? (protoFields(bytes).find(({ id }) => id === 1)?.number ?? 0) : 0;
}
