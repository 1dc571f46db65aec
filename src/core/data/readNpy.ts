import { fail, type Where } from '../errors/diagnostic.ts';
import { formatShape, sizeOf, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { bytesPer, decodeArray, elementTypes, type ElementType } from './decodeArray.ts';
import { readZip } from './zip.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Whether bytes are to be read as .npy: by the first one, which begins no other format here. What follows is checked on reading. */
export function startsLikeNpy(bytes: Uint8Array): boolean {
  return bytes[0] === MAGIC[0];
}

/** What the header of a .npy file says. */
interface NpyHeader {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin, in bytes. */
  readonly dataOffset: number;
}

/**
 * Reads one NumPy array: format versions 1 to 3, C or Fortran order, either byte order.
 * The result is in C order; int64 becomes int32 (checked), float16 float32, bool uint8.
 * @param entry the path inside an archive, named in errors
 * @throws StudioError data/not-npy, data/damaged-npy, data/unsupported-dtype, data/integer-too-large
 * @source https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpy(bytes: Uint8Array, file: string, entry?: string): Tensor<NumericArray> {
  const where: Where = entry === undefined ? { file } : { file, path: entry };
  const header = readNpyHeader(bytes, where);
  const expected = sizeOf(header.shape) * bytesPer(header.type);
  const data = bytes.subarray(header.dataOffset);
  if (data.byteLength !== expected) {
    fail(
      'data/damaged-npy',
      { ...where, byteOffset: header.dataOffset },
      'length',
      `${expected} bytes of data for shape ${formatShape(header.shape)}`,
      `${data.byteLength} bytes`,
    );
  }
  const values = decodeArray(data, header.type, header.littleEndian, where);
  const ordered = header.fortranOrder ? cOrderFromFortran(values, header.shape) : values;
  return { data: ordered, shape: header.shape };
}

/**
 * Reads the header of a .npy file alone, of its first bytes: an array larger than memory is read in pieces.
 * @throws StudioError data/not-npy, data/damaged-npy, data/unsupported-dtype
 */
export function readNpyHeader(bytes: Uint8Array, where: Where): NpyHeader {
  const version = bytes[6] ?? 0;
  if (MAGIC.some((byte, i) => bytes[i] !== byte) || version < 1 || version > 3) {
    const start = [...bytes.subarray(0, 8)].map((b) => b.toString(16).padStart(2, '0'));
    fail('data/not-npy', where, start.length > 0 ? `the bytes ${start.join(' ')}` : 'no bytes');
  }
  const lengthBytes = version === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  let length = 0;
  for (let i = 0; i < lengthBytes; i++) length += (bytes[8 + i] ?? 0) * 256 ** i;
  if (start + length > bytes.byteLength) {
    fail(
      'data/damaged-npy',
      { ...where, byteOffset: 8 },
      'header length',
      `at most ${Math.max(bytes.byteLength - start, 0)} bytes`,
      `${length} bytes`,
    );
  }
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(
    bytes.subarray(start, start + length),
  );
  return { ...parseHeader(text, { ...where, byteOffset: start }), dataOffset: start + length };
}

/** The header is a Python dict literal with exactly three keys; numpy writes it on one line. */
function parseHeader(text: string, where: Where): Omit<NpyHeader, 'dataOffset'> {
  const descr = /'descr':\s*('[^']*'|\[)/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const dims = /'shape':\s*\(([\d\sL,]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || dims === undefined) {
    fail(
      'data/damaged-npy',
      where,
      'header',
      "'descr', 'fortran_order' and 'shape'",
      text.slice(0, 120).trim(),
    );
  }
  const [, byteOrder, name] = /^'([<>|=])([a-z]\d)'$/.exec(descr) ?? [];
  const type = elementTypes.find((known) => known === name);
  if (type === undefined) {
    fail('data/unsupported-dtype', where, descr === '[' ? 'a structured array' : descr);
  }
  const shape = dims
    .split(',')
    .map((dim) => dim.trim())
    .filter((dim) => dim !== '')
    // Python 2 wrote long integers with an L.
    .map((dim) => Number(dim.replace(/L$/, '')));
  if (!shape.every((dim) => Number.isSafeInteger(dim)) || !Number.isSafeInteger(sizeOf(shape))) {
    fail('data/damaged-npy', where, 'shape', 'whole numbers', `(${dims})`);
  }
  return { type, littleEndian: byteOrder !== '>', fortranOrder: order === 'True', shape };
}

function cOrderFromFortran(values: NumericArray, shape: readonly number[]): NumericArray {
  const out = values.slice();
  const index = shape.map(() => 0);
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  for (let i = 0; i < out.length; i++) {
    let from = 0;
    for (let axis = 0; axis < shape.length; axis++)
      from += (index[axis] ?? 0) * (strides[axis] ?? 0);
    out[i] = values[from] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      index[axis] = next === shape[axis] ? 0 : next;
      if (index[axis] !== 0) break;
    }
  }
  return out;
}

/**
 * Reads the arrays of a NumPy .npz archive by name, in the order of the archive. Entries that are not arrays are left out.
 * @param wanted which arrays to read, by name; all when left out
 * @throws StudioError data/not-zip, data/damaged-zip-entry and those of `readNpy`
 */
export function readNpz(
  bytes: Uint8Array,
  file: string,
  wanted: (name: string) => boolean = () => true,
): ReadonlyMap<string, Tensor<NumericArray>> {
  const isWanted = (path: string) => path.endsWith('.npy') && wanted(nameOf(path));
  const arrays = new Map<string, Tensor<NumericArray>>();
  for (const [path, entry] of readZip(bytes, file, isWanted)) {
    arrays.set(nameOf(path), readNpy(entry, file, path));
  }
  return arrays;
}

function nameOf(path: string): string {
  return path.replace(/\.npy$/, '');
}
