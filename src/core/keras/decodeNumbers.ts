import { floatFromHalf } from '../tensor/floats.ts';

/** How little-endian numbers lie in bytes. */
export interface NumberFormat {
  /** `bfloat`: the upper half of a float32. */
  readonly kind: 'float' | 'int' | 'uint' | 'bfloat';
  readonly bytes: number;
}

/**
 * Little-endian numbers as float32, which is what Keras computes in; wider ones are rounded to nearest.
 * @param data  a whole number of values, at the start of its own buffer
 * @throws Error for a format that no file of Keras has (float of 1 byte, ...)
 */
export function decodeNumbers(data: Uint8Array, { kind, bytes }: NumberFormat): Float32Array {
  if (kind === 'float' && bytes === 4 && data.byteOffset % 4 === 0) {
    return new Float32Array(data.buffer, data.byteOffset, data.length / 4);
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = readerOf(view, kind, bytes);
  const values = new Float32Array(data.length / bytes);
  for (let i = 0; i < values.length; i++) values[i] = read(i * bytes);
  return values;
}

function readerOf(
  view: DataView,
  kind: NumberFormat['kind'],
  bytes: number,
): (at: number) => number {
  switch (`${kind}${bytes * 8}`) {
    case 'float16':
      return (at) => floatFromHalf(view.getUint16(at, true));
    case 'bfloat16':
      return (at) => upperHalf(view.getUint16(at, true));
    case 'float32':
      return (at) => view.getFloat32(at, true);
    case 'float64':
      return (at) => view.getFloat64(at, true);
    case 'int8':
      return (at) => view.getInt8(at);
    case 'int16':
      return (at) => view.getInt16(at, true);
    case 'int32':
      return (at) => view.getInt32(at, true);
    case 'int64':
      return (at) => Number(view.getBigInt64(at, true));
    case 'uint8':
      return (at) => view.getUint8(at);
    case 'uint16':
      return (at) => view.getUint16(at, true);
    case 'uint32':
      return (at) => view.getUint32(at, true);
    case 'uint64':
      return (at) => Number(view.getBigUint64(at, true));
    default:
      throw new Error(`${kind} of ${bytes} bytes`);
  }
}

const BITS = new Uint32Array(1);
const VALUE = new Float32Array(BITS.buffer);

function upperHalf(half: number): number {
  BITS[0] = half << 16;
  return VALUE[0] ?? 0;
}
