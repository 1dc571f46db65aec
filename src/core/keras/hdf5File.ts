import { decodeNumbers, type NumberFormat } from './decodeNumbers.ts';
import { hdf5Hazard } from './hdf5Hazard.ts';
import { loadHdf5, resetHdf5, withMemoryLimit, type Hdf5Module } from './hdf5Module.ts';

/** One dataset's header: what would be read, before anything is read. */
export interface Hdf5Dataset {
  readonly shape: readonly number[];
  /** Reads the values as float32, C order. @throws Hdf5Error */
  readonly read: () => Float32Array;
}

/** An HDF5 file opened for reading. Every method throws only Hdf5Error. */
export interface Hdf5File {
  readonly has: (path: string) => boolean;
  readonly keys: (group: string) => readonly string[];
  /** The strings of an attribute (one for a scalar), or null when it is absent. An empty or numeric list is []. */
  readonly strings: (path: string, name: string) => readonly string[] | null;
  readonly dataset: (path: string) => Hdf5Dataset;
}

/** What HDF5 could not do, and where in the file; the reader turns it into a StudioError. */
export class Hdf5Error extends Error {
  override readonly name = 'Hdf5Error';
  readonly path: string;
  readonly byteOffset: number | undefined;

  constructor(path: string, problem: string, at: { cause?: unknown; byteOffset?: number } = {}) {
    super(problem, { cause: at.cause });
    this.path = path;
    this.byteOffset = at.byteOffset;
  }
}

/** A data set is packed with h5py's own filter LZF, which the library lacks. */
class NeedsLzf extends Hdf5Error {}

/** Number of that filter. @source https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md */
const LZF = 32_000;

/** Classes of HDF5 datatypes. @source https://support.hdfgroup.org/documentation/hdf5/latest/_h5_t__u_g.html */
const INTEGER = 0;
const FLOAT = 1;
const STRING = 3;
const OPAQUE = 5;
/** Kinds of objects that `get_type` tells. */
const GROUP = 0;
const DATASET = 1;

/** Chunked data is compressed, so its size does not follow from the file's; no network this tool is for comes near. */
const MAX_CHUNKED_BYTES = 2 ** 27;

/** Memory for the library itself and its caches; the data of the file comes on top. */
const BASE_MEMORY = 2 ** 28;

let opened = 0;

/**
 * Opens HDF5 bytes, hands them to `use`, and closes them again.
 * @throws Hdf5Error when the bytes are no readable HDF5, or from the methods of the file
 */
export async function withHdf5<T>(bytes: Uint8Array, use: (file: Hdf5File) => T): Promise<T> {
  try {
    return await withPlainHdf5(bytes, use, false);
  } catch (error) {
    if (!(error instanceof NeedsLzf)) throw error;
    const { unpackLzf } = await import('./lzf.ts');
    const unpacked = unpackLzf(bytes);
    if (!unpacked) throw error;
    return withPlainHdf5(unpacked, use, true);
  }
}

async function withPlainHdf5<T>(
  bytes: Uint8Array,
  use: (file: Hdf5File) => T,
  unpacked: boolean,
): Promise<T> {
  const hazard = hdf5Hazard(bytes);
  if (hazard) throw new Hdf5Error('/', hazard.problem, { byteOffset: hazard.byteOffset });
  const hdf5 = await loadHdf5();
  opened += 1;
  const name = `/read-${opened}.h5`;
  hdf5.FS.writeFile(name, bytes);
  try {
    return withMemoryLimit(BASE_MEMORY + 3 * bytes.length, () => {
      const id = guarded(hdf5, '/', () => hdf5.open(name, hdf5.H5F_ACC_RDONLY));
      if (id < 0n) throw new Hdf5Error('/', 'its HDF5 header or root group is damaged or cut off');
      try {
        return use(fileAt(hdf5, id, bytes.length, unpacked));
      } finally {
        guarded(hdf5, '/', () => hdf5.close_file(id));
      }
    });
  } finally {
    hdf5.FS.unlink(name);
  }
}

/** HDF5's own failures arrive as plain errors or WebAssembly traps; callers get one kind, with the path. */
function guarded<T>(hdf5: Hdf5Module, path: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof Hdf5Error) throw cause;
    if (cause instanceof WebAssembly.RuntimeError) resetHdf5(hdf5);
    throw new Hdf5Error(path, 'the HDF5 structure is damaged here', { cause });
  }
}

/** How many bytes may still be read: damage can name one dataset for a thousand weights. */
interface ReadBudget {
  left: number;
}

function fileAt(hdf5: Hdf5Module, id: bigint, fileSize: number, unpacked: boolean): Hdf5File {
  const budget: ReadBudget = { left: MAX_CHUNKED_BYTES + 4 * fileSize };
  const kindOf = (path: string) => hdf5.get_type(id, path);
  return {
    has: (path) => guarded(hdf5, path, () => kindOf(path) === GROUP || kindOf(path) === DATASET),
    keys: (path) =>
      guarded(hdf5, path, () => (kindOf(path) === GROUP ? hdf5.get_names(id, path, false) : [])),
    strings: (path, name) =>
      guarded(hdf5, `${path}@${name}`, () => readStrings(hdf5, id, path, name, fileSize)),
    dataset: (path) =>
      guarded(hdf5, path, () => {
        if (!unpacked) refuseLzf(hdf5, id, path);
        return datasetAt(hdf5, id, path, fileSize, budget);
      }),
  };
}

function readStrings(
  hdf5: Hdf5Module,
  id: bigint,
  path: string,
  name: string,
  fileSize: number,
): readonly string[] | null {
  if (hdf5.get_type(id, path) < 0 || !hdf5.get_attribute_names(id, path).includes(name)) {
    return null;
  }
  const meta = hdf5.get_attribute_metadata(id, path, name);
  // Keras writes an empty list of names as an empty list of floats.
  if (meta.shape === null || meta.type !== STRING || meta.total_size === 0) return [];
  const bytes = meta.size * meta.total_size;
  if (!(bytes <= fileSize)) {
    throw new Hdf5Error(`${path}@${name}`, `it claims ${bytes} bytes, more than the file has`);
  }
  return withBuffer(hdf5, bytes, (pointer) => {
    if (hdf5.get_attribute_data(id, path, name, BigInt(pointer)) < 0) {
      throw new Hdf5Error(`${path}@${name}`, 'the attribute cannot be read');
    }
    const data = hdf5.HEAPU8.slice(pointer, pointer + bytes);
    if (!meta.vlen) return fixedStrings(data, meta.size);
    const pointers = new Uint32Array(data.buffer);
    const strings = Array.from(pointers, (start) => (start === 0 ? '' : textAt(hdf5, start)));
    hdf5.reclaim_vlen_memory(id, path, name, BigInt(pointer));
    return strings;
  });
}

function textAt(hdf5: Hdf5Module, start: number): string {
  const end = hdf5.HEAPU8.indexOf(0, start);
  return decodeText(hdf5.HEAPU8.slice(start, end < 0 ? undefined : end));
}

/** Fixed-size strings, NUL-padded (older Keras writes NumPy's byte strings). */
function fixedStrings(data: Uint8Array, size: number): string[] {
  return Array.from({ length: data.length / size }, (_, i) => {
    const cell = data.subarray(i * size, (i + 1) * size);
    const end = cell.indexOf(0);
    return decodeText(end < 0 ? cell : cell.slice(0, end));
  });
}

// Keras writes UTF-8 whatever character set the file declares.
function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function refuseLzf(hdf5: Hdf5Module, id: bigint, path: string): void {
  if (hdf5.get_type(id, path) !== DATASET) return;
  const isPacked = hdf5.get_dataset_filters(id, path).some((filter) => filter.id === LZF);
  if (isPacked) throw new NeedsLzf(path, 'its values are packed with LZF in a way we cannot find');
}

function datasetAt(
  hdf5: Hdf5Module,
  id: bigint,
  path: string,
  fileSize: number,
  budget: ReadBudget,
): Hdf5Dataset {
  if (hdf5.get_type(id, path) !== DATASET) throw new Hdf5Error(path, 'there is no dataset here');
  const meta = hdf5.get_dataset_metadata(id, path);
  const shape = meta.shape ?? [0];
  const count = shape.reduce((product, dim) => product * dim, 1);
  const bytes = count * meta.size;
  const limit = meta.chunks ? MAX_CHUNKED_BYTES : fileSize;
  if (count !== meta.total_size || !(bytes <= limit)) {
    throw new Hdf5Error(path, `it claims ${bytes} bytes, more than the file can hold`);
  }
  const kind = kindOf(meta.type, meta.signed);
  const format: NumberFormat = { kind, bytes: meta.size };
  if (![INTEGER, FLOAT, OPAQUE].includes(meta.type) || ![1, 2, 4, 8].includes(meta.size)) {
    throw new Hdf5Error(path, 'its values are not plain numbers');
  }
  if (kind === 'bfloat') {
    // NumPy has no bfloat16, so Keras stores two raw bytes and says what they are, in an .h5 not even that.
    const [dtype = 'bfloat16'] = readStrings(hdf5, id, path, 'dtype', fileSize) ?? [];
    if (dtype !== 'bfloat16' || meta.size !== 2) {
      throw new Hdf5Error(path, `its values are ${meta.size} raw bytes each, no numbers we know`);
    }
  }
  const read = (): Float32Array =>
    guarded(hdf5, path, () =>
      withBuffer(hdf5, bytes, (pointer) => {
        budget.left -= bytes;
        if (budget.left < 0) throw new Hdf5Error(path, 'its weights claim more than it can hold');
        if (hdf5.get_dataset_data(id, path, null, null, null, BigInt(pointer)) < 0) {
          throw new Hdf5Error(path, 'its values cannot be read');
        }
        return decodeNumbers(hdf5.HEAPU8.slice(pointer, pointer + bytes), format);
      }),
    );
  return { shape, read };
}

function kindOf(type: number, signed: boolean): NumberFormat['kind'] {
  if (type === OPAQUE) return 'bfloat';
  return type === FLOAT ? 'float' : signed ? 'int' : 'uint';
}

/** Runs with memory inside the HDF5 library, zeroed and freed again. */
function withBuffer<T>(hdf5: Hdf5Module, bytes: number, run: (pointer: number) => T): T {
  const pointer = hdf5._malloc(Math.max(bytes, 8));
  if (pointer === 0) throw new Error(`no memory for ${bytes} bytes`);
  try {
    hdf5.HEAPU8.fill(0, pointer, pointer + bytes);
    return run(pointer);
  } finally {
    hdf5._free(pointer);
  }
}
