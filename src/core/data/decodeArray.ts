import { fail, type Where } from '../errors/diagnostic.ts';
import { floatFromHalf } from '../tensor/floats.ts';
import type { NumericArray } from '../tensor/tensor.ts';

/** Number types of .npy and idx files: bool, signed, unsigned, float, with their bytes per element. */
export const elementTypes = [
  'b1',
  'i1',
  'i2',
  'i4',
  'i8',
  'u1',
  'u2',
  'u4',
  'u8',
  'f2',
  'f4',
  'f8',
] as const;
export type ElementType = (typeof elementTypes)[number];

/** Bytes of one element. */
export function bytesPer(type: ElementType): number {
  return Number(type.slice(1));
}

/**
 * Decodes packed numbers. 64-bit integers become int32 and are checked, float16 becomes float32, bool uint8.
 * @param bytes exactly count * bytesPer(type) bytes: callers have checked it
 * @throws StudioError data/integer-too-large
 */
export function decodeArray(
  bytes: Uint8Array,
  type: ElementType,
  littleEndian: boolean,
  where: Where,
): NumericArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength / bytesPer(type);
  const fill = <A extends NumericArray>(out: A, get: (offset: number) => number): A => {
    const step = bytesPer(type);
    for (let i = 0; i < count; i++) out[i] = get(i * step);
    return out;
  };
  switch (type) {
    case 'b1':
    case 'u1':
      return new Uint8Array(bytes);
    case 'i1':
      return new Int8Array(bytes);
    case 'i2':
      return fill(new Int16Array(count), (o) => view.getInt16(o, littleEndian));
    case 'u2':
      return fill(new Uint16Array(count), (o) => view.getUint16(o, littleEndian));
    case 'i4':
      return fill(new Int32Array(count), (o) => view.getInt32(o, littleEndian));
    case 'u4':
      return fill(new Uint32Array(count), (o) => view.getUint32(o, littleEndian));
    case 'f2':
      return fill(new Float32Array(count), (o) => floatFromHalf(view.getUint16(o, littleEndian)));
    case 'f4':
      return fill(new Float32Array(count), (o) => view.getFloat32(o, littleEndian));
    case 'f8':
      return fill(new Float64Array(count), (o) => view.getFloat64(o, littleEndian));
    case 'i8':
    case 'u8':
      return fill(new Int32Array(count), (o) => {
        const low = view.getInt32(littleEndian ? o : o + 4, littleEndian);
        const high = view.getInt32(littleEndian ? o + 4 : o, littleEndian);
        // The upper half must only repeat the sign; an unsigned value has none to repeat.
        if (high === (type === 'u8' && low < 0 ? NaN : low >> 31)) return low;
        const value =
          type === 'u8' ? view.getBigUint64(o, littleEndian) : view.getBigInt64(o, littleEndian);
        return fail('data/integer-too-large', where, o / 8, value.toString());
      });
  }
}
