import { formatShape, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { writeZip } from './zip.ts';

/**
 * Writes one NumPy array: format version 1, little endian, C order, data aligned to 64 bytes.
 * @source https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function writeNpy({ data, shape }: Tensor<NumericArray>): Uint8Array {
  const dict = `{'descr': '${descrOf(data)}', 'fortran_order': False, 'shape': ${formatShape(shape)}, }`;
  const prefix = 10;
  const length = Math.ceil((prefix + dict.length + 1) / 64) * 64;
  const header = new TextEncoder().encode(`${dict.padEnd(length - prefix - 1)}\n`);
  const out = new Uint8Array(length + data.byteLength);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  out.set(header, prefix);
  const view = new DataView(out.buffer, length);
  const put = putter(data, view);
  for (let i = 0; i < data.length; i++) put(i, data[i] ?? 0);
  return out;
}

function descrOf(data: NumericArray): string {
  const kind =
    data instanceof Float32Array || data instanceof Float64Array
      ? 'f'
      : data instanceof Int8Array || data instanceof Int16Array || data instanceof Int32Array
        ? 'i'
        : 'u';
  const size = data.BYTES_PER_ELEMENT;
  return `${size === 1 ? '|' : '<'}${kind}${size}`;
}

function putter(data: NumericArray, view: DataView): (index: number, value: number) => void {
  if (data instanceof Float32Array)
    return (i, v) => {
      view.setFloat32(4 * i, v, true);
    };
  if (data instanceof Float64Array)
    return (i, v) => {
      view.setFloat64(8 * i, v, true);
    };
  // Two's complement: signed and unsigned of one width have the same bytes.
  if (data.BYTES_PER_ELEMENT === 4)
    return (i, v) => {
      view.setInt32(4 * i, v, true);
    };
  if (data.BYTES_PER_ELEMENT === 2)
    return (i, v) => {
      view.setInt16(2 * i, v, true);
    };
  return (i, v) => {
    view.setInt8(i, v);
  };
}

/** Writes arrays as a deflated .npz archive that `numpy.load` opens; the same arrays give the same bytes. */
export function writeNpz(arrays: ReadonlyMap<string, Tensor<NumericArray>>): Uint8Array {
  return writeZip(new Map([...arrays].map(([name, array]) => [`${name}.npy`, writeNpy(array)])));
}
