import { gunzipSync } from 'fflate';
import { diagnostic, fail, StudioError } from '../errors/diagnostic.ts';
import { formatShape, sizeOf, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { bytesPer, decodeArray, type ElementType } from './decodeArray.ts';
import { MAX_DEFLATE_RATIO } from './zip.ts';

/** Type codes of the idx format. @source http://yann.lecun.com/exdb/mnist/, "the IDX file format" */
const TYPES: Readonly<Record<number, ElementType>> = {
  8: 'u1',
  9: 'i1',
  11: 'i2',
  12: 'i4',
  13: 'f4',
  14: 'f8',
};
const MAX_DIMENSIONS = 8;

/**
 * Reads an idx file (the format of MNIST), gzipped or not: big endian, C order.
 * @throws StudioError data/not-idx, data/damaged-idx, data/damaged-gzip
 */
export function readIdx(bytes: Uint8Array, file: string): Tensor<NumericArray> {
  const plain = isGzip(bytes) ? gunzip(bytes, file) : bytes;
  const [zero, alsoZero, code = 0, ndim = 0] = plain;
  const type = TYPES[code];
  if (zero !== 0 || alsoZero !== 0 || type === undefined || ndim < 1 || ndim > MAX_DIMENSIONS) {
    const start = [...plain.subarray(0, 4)].map((b) => b.toString(16).padStart(2, '0'));
    fail('data/not-idx', { file }, start.length > 0 ? `the bytes ${start.join(' ')}` : 'no bytes');
  }
  const dataOffset = 4 + 4 * ndim;
  if (plain.byteLength < dataOffset) {
    fail(
      'data/damaged-idx',
      { file },
      `${dataOffset} bytes of header`,
      `${plain.byteLength} bytes`,
    );
  }
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const shape = Array.from({ length: ndim }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = sizeOf(shape) * bytesPer(type);
  const data = plain.subarray(dataOffset);
  if (data.byteLength !== expected) {
    fail(
      'data/damaged-idx',
      { file, byteOffset: dataOffset },
      `${expected} bytes of data for shape ${formatShape(shape)}`,
      `${data.byteLength} bytes`,
    );
  }
  return { data: decodeArray(data, type, false, { file }), shape };
}

/** True when the bytes begin like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(bytes: Uint8Array, file: string): Uint8Array {
  // A gzip member is at least 18 bytes and ends in its unpacked size, which the library would allocate unchecked.
  const size = bytes.byteLength < 18 ? Infinity : sizeField(bytes);
  const limit = bytes.byteLength * MAX_DEFLATE_RATIO;
  if (size > limit) {
    fail(
      'data/damaged-gzip',
      { file },
      `at most ${limit} unpacked bytes`,
      Number.isFinite(size) ? `${size} bytes` : 'no room for a size',
    );
  }
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StudioError(
      [diagnostic('data/damaged-gzip', { file }, 'an intact gzip stream', reason)],
      { cause },
    );
  }
}

function sizeField(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.byteLength - 4, true);
}
