/** Numbers of HDF5's registered filters. @source https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md */
const LZF = 32_000;
const FLETCHER32 = 3;
/** Types of the messages in an object header. @source https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html IV.A.2 */
const LAYOUT = 8;
const PIPELINE = 11;
const MESSAGE_HEADER = 8;
/** No header of a data set has more messages, and no tree of chunks is deeper. */
const MAX_MESSAGES = 64;
const MAX_DEPTH = 16;
/** What all chunks may unpack to; no network this tool is for comes near. */
const MAX_BYTES = 2 ** 27;

/**
 * A copy of an HDF5 file whose LZF chunks are unpacked: HDF5 itself does not come with that filter of h5py.
 * Unpacked chunks go to the end, where the trees of chunks then point, and are marked as ones that skipped the filter.
 * Only files as h5py writes them by default: superblock 0 or 1, object headers 1, layout 3.
 * @returns null for a file in which something of that does not hold, so that its chunks cannot be found
 */
export function unpackLzf(bytes: Uint8Array): Uint8Array | null {
  try {
    return new Unpacker(bytes).run();
  } catch (error) {
    // Offsets come from the file; a view throws where one leaves it.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where the filters of a data set stand among its messages. */
interface Pipeline {
  /** Bits of the filters that unpacked chunks skip. */
  readonly mask: number;
  /** Bytes of a checksum behind each chunk. */
  readonly trailer: number;
  /** Size of an unpacked chunk. */
  readonly chunk: number;
}

class Unpacker {
  private readonly file: Uint8Array<ArrayBuffer>;
  private readonly view: DataView;
  private readonly parts: Uint8Array[] = [];
  private readonly trees = new Set<number>();
  private added = 0;
  private found = false;

  constructor(bytes: Uint8Array) {
    this.file = bytes.slice();
    this.view = new DataView(this.file.buffer);
  }

  run(): Uint8Array | null {
    const version = this.view.getUint8(8);
    if (version > 1) return null;
    const endAddress = version === 0 ? 40 : 44;
    for (let at = this.nextPipeline(0); at >= 0; at = this.nextPipeline(at + 1)) {
      const pipeline = this.pipelineAt(at + MESSAGE_HEADER);
      const tree = pipeline && this.treeBehind(at);
      if (!pipeline || !tree) continue;
      this.found = true;
      this.unpackTree(tree.address, tree.axes, pipeline, 0);
    }
    // Chunks that LZF does not make smaller skip it already.
    if (!this.found) return null;
    const result = new Uint8Array(this.file.length + this.added);
    result.set(this.file);
    let at = this.file.length;
    for (const part of this.parts) {
      result.set(part, at);
      at += part.length;
    }
    new DataView(result.buffer).setBigUint64(endAddress, BigInt(result.length), true);
    return result;
  }

  /** Offset of the next message of filters, version 1. */
  private nextPipeline(from: number): number {
    const { file, view } = this;
    for (let at = file.indexOf(PIPELINE, from); at >= 0; at = file.indexOf(PIPELINE, at + 1)) {
      if (at + 24 > file.length) return -1;
      if (file[at + 1] === 0 && file[at + 8] === 1 && view.getUint16(at + 2, true) < 1024) {
        return at;
      }
    }
    return -1;
  }

  private pipelineAt(start: number): Pipeline | null {
    const { view } = this;
    const count = view.getUint8(start + 1);
    let at = start + 8;
    let found: Pipeline | null = null;
    if (count > 32) return null;
    for (let i = 0; i < count; i++) {
      const id = view.getUint16(at, true);
      const nameLength = Math.ceil(view.getUint16(at + 2, true) / 8) * 8;
      const values = view.getUint16(at + 6, true);
      const data = at + 8 + nameLength;
      if (id === LZF && values >= 3) {
        found = { mask: 1 << i, trailer: 0, chunk: view.getUint32(data + 8, true) };
      } else if (found) {
        // A checksum behind the packed bytes goes with them; anything else there cannot be undone here.
        if (id !== FLETCHER32) return null;
        found = { mask: found.mask | (1 << i), trailer: 4, chunk: found.chunk };
      }
      // An odd number of values is padded to whole 8 bytes.
      at = data + 4 * (values + (values % 2));
    }
    return found;
  }

  /** The tree of chunks that the layout message behind the filters names. */
  private treeBehind(pipeline: number): { address: number; axes: number } | null {
    const { view } = this;
    let at = pipeline;
    for (let i = 0; i < MAX_MESSAGES; i++) {
      at += MESSAGE_HEADER + view.getUint16(at + 2, true);
      if (view.getUint16(at, true) !== LAYOUT) continue;
      const layout = at + MESSAGE_HEADER;
      if (view.getUint8(layout) !== 3 || view.getUint8(layout + 1) !== 2) return null;
      const axes = view.getUint8(layout + 2);
      return { address: Number(view.getBigUint64(layout + 3, true)), axes };
    }
    return null;
  }

  private unpackTree(node: number, axes: number, pipeline: Pipeline, depth: number): void {
    const { view } = this;
    if (depth > MAX_DEPTH || this.trees.has(node)) return;
    this.trees.add(node);
    // "TREE", of raw data.
    if (view.getUint32(node) !== 0x54524545 || view.getUint8(node + 4) !== 1) return;
    const level = view.getUint8(node + 5);
    const count = view.getUint16(node + 6, true);
    const keySize = 8 + 8 * axes;
    for (let i = 0; i < count; i++) {
      const key = node + 24 + i * (keySize + 8);
      const child = key + keySize;
      const address = Number(view.getBigUint64(child, true));
      if (level > 0) this.unpackTree(address, axes, pipeline, depth + 1);
      else this.unpackChunk(key, child, address, pipeline);
    }
  }

  private unpackChunk(key: number, child: number, address: number, pipeline: Pipeline): void {
    const { view } = this;
    const size = view.getUint32(key, true);
    const mask = view.getUint32(key + 4, true);
    if ((mask & pipeline.mask) !== 0) return;
    if (address + size > this.file.length) throw new RangeError('a chunk leaves the file');
    const packed = this.file.subarray(address, address + size - pipeline.trailer);
    if (this.added + pipeline.chunk > MAX_BYTES) throw new RangeError('more than can be');
    const chunk = unpackBlock(packed, pipeline.chunk);
    view.setUint32(key, chunk.length, true);
    view.setUint32(key + 4, mask | pipeline.mask, true);
    view.setBigUint64(child, BigInt(this.file.length + this.added), true);
    this.parts.push(chunk);
    this.added += chunk.length;
  }
}

/**
 * Unpacks one block of LZF:
 *     000LLLLL                      L + 1 bytes as they are
 *     LLLooooo oooooooo             L + 2 bytes again from o + 1 bytes before here
 *     111ooooo LLLLLLLL oooooooo    the same with L + 9 bytes
 * @throws RangeError when it is damaged or does not give `size` bytes
 * @source http://oldhome.schmorp.de/marc/liblzf.html (the format)
 */
export function unpackBlock(packed: Uint8Array, size: number): Uint8Array {
  // A block grows at most to 264 bytes for each 3: damage must not take memory.
  if (size > packed.length * 88 + 32) throw new RangeError('more than it can hold');
  const result = new Uint8Array(size);
  let [at, end] = [0, 0];
  while (at < packed.length) {
    const control = packed[at++] ?? 0;
    const kind = control >> 5;
    if (kind === 0) {
      const length = control + 1;
      result.set(packed.subarray(at, at + length), end);
      at += length;
      end += length;
      continue;
    }
    const length = kind + 2 + (kind === 7 ? (packed[at++] ?? 0) : 0);
    const source = end - (((control & 31) << 8) | (packed[at++] ?? 0)) - 1;
    if (source < 0 || end + length > size) throw new RangeError('it points outside');
    // What is copied may be what was just written, so no copying at once.
    for (let i = 0; i < length; i++) result[end + i] = result[source + i] ?? 0;
    end += length;
  }
  if (end !== size || at !== packed.length) throw new RangeError('it ends early');
  return result;
}
