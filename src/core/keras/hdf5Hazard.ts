/** Sizes of the fixed parts. @source https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html III.E */
const COLLECTION_HEADER = 16;
const OBJECT_HEADER = 16;
const COLLECTION_VERSION = 1;

/** Offset of the end-of-file address by version of the superblock. @source the same, II.A */
const END_ADDRESS: Readonly<Record<number, number>> = { 0: 40, 1: 44, 2: 28, 3: 28 };

/** Where a file would make the HDF5 library loop without end, and why. */
export interface Hdf5Hazard {
  readonly byteOffset: number;
  readonly problem: string;
}

/**
 * Looks for a file that is cut off, and for damage in the global heap, which holds all strings of a Keras file, that the HDF5 library does not
 * survive: an object whose size is zero or leaves its collection makes it loop without end, a collection larger than
 * the file makes it take gigabytes (H5HG__cache_heap_deserialize, seen in HDF5 2.0.0). WebAssembly that loops cannot
 * be stopped from outside. Other damage the library reports by itself. Collections are found by their signature.
 */
export function hdf5Hazard(bytes: Uint8Array): Hdf5Hazard | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const missing = missingBytes(view);
  if (missing > 0) {
    const problem = `it is cut off, ${missing} bytes are missing at its end`;
    return { byteOffset: bytes.length, problem };
  }
  for (let at = bytes.indexOf(0x47); at >= 0; at = bytes.indexOf(0x47, at + 1)) {
    if (at + COLLECTION_HEADER > bytes.length) return null;
    const isCollection = view.getUint32(at) === 0x47434f4c && bytes[at + 4] === COLLECTION_VERSION;
    if (isCollection) {
      const byteOffset = brokenObject(view, at);
      if (byteOffset !== null) return { byteOffset, problem: 'a list of strings is damaged' };
    }
  }
  return null;
}

/**
 * How much shorter the file is than its superblock says; 0 where that cannot be told. The library finds out too, but
 * a person is helped most by the plain fact.
 */
function missingBytes(view: DataView): number {
  // The superblock's version tells where its end-of-file address lies; only files with 8-byte addresses have it here.
  const version = view.byteLength < 48 ? undefined : view.getUint8(8);
  const at = version === undefined ? undefined : END_ADDRESS[version];
  const missing = at === undefined ? 0 : Number(view.getBigUint64(at, true)) - view.byteLength;
  // Damage in the address itself gives absurd numbers.
  return missing > 0 && missing < 2 ** 40 ? missing : 0;
}

/** Offset of the first object of a collection that does not lie inside it; null when all do. */
function brokenObject(view: DataView, start: number): number | null {
  const size = Number(view.getBigUint64(start + 8, true));
  if (size < COLLECTION_HEADER || size > view.byteLength - start) return start;
  const end = start + size;
  let at = start + COLLECTION_HEADER;
  while (at + OBJECT_HEADER <= end) {
    const index = view.getUint16(at, true);
    const length = Number(view.getBigUint64(at + 8, true));
    // Object 0 is the free space; its size counts its header.
    const step = index === 0 ? length : OBJECT_HEADER + Math.ceil(length / 8) * 8;
    if (step < OBJECT_HEADER || step > end - at) return at;
    at += step;
  }
  return null;
}
