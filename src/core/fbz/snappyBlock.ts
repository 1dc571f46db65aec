import { compress, uncompress } from 'snappyjs';
import { fail } from '../errors/diagnostic.ts';

/**
 * Unpacks the raw Snappy block at the start of a file and ignores what follows it: runtimes pad their files with zero bytes.
 * The library neither stops at the block's end nor checks that it is complete, and allocates what the header says,
 * so the elements are walked first.
 * @throws StudioError fbz/damaged-snappy
 * @source https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unpackSnappy(bytes: Uint8Array, file: string): Uint8Array {
  // A Node Buffer would make the library return a Buffer.
  const block = new Uint8Array(bytes.buffer, bytes.byteOffset, blockEnd(bytes, file));
  return uncompress(block);
}

/** Packs bytes as one raw Snappy block. */
export function packSnappy(bytes: Uint8Array): Uint8Array {
  return compress(bytes);
}

/** Where the block ends. Every element is checked: inside the file, inside the declared length, copies from what is there. */
function blockEnd(bytes: Uint8Array, file: string): number {
  const damaged = (byteOffset: number, expected: string, received: string): never =>
    fail('fbz/damaged-snappy', { file, byteOffset }, expected, received);
  const number = (at: number, size: number): number => {
    if (at + size > bytes.length) damaged(at, `${size} more bytes`, `${bytes.length - at} bytes`);
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
    return value;
  };

  let length = 0;
  let at = 0;
  for (let more = true; more; at++) {
    if (at === 5) damaged(0, 'a length of at most 5 bytes', 'a longer one');
    const byte = number(at, 1);
    length += (byte & 127) * 128 ** at;
    more = byte > 127;
  }
  if (length > 0xffffffff) damaged(0, 'a length below 4 GiB', `${length} bytes`);

  for (let written = 0; written < length;) {
    const start = at;
    const tag = number(at, 1);
    const kind = tag & 3;
    let size = (tag >> 2) + 1;
    at += 1;
    if (kind === 0) {
      if (size > 60) {
        const sizeBytes = size - 60;
        size = number(at, sizeBytes) + 1;
        at += sizeBytes;
      }
      at += size;
      if (at > bytes.length) damaged(start, `a literal of ${size} bytes`, 'the end of the file');
    } else {
      const offsetBytes = kind === 3 ? 4 : kind;
      let offset = number(at, offsetBytes);
      if (kind === 1) {
        size = ((tag >> 2) & 7) + 4;
        offset += (tag >> 5) * 256;
      }
      at += offsetBytes;
      if (offset === 0 || offset > written) {
        damaged(start, `a copy from 1 to ${written} bytes back`, `${offset} bytes back`);
      }
    }
    written += size;
    if (written > length) damaged(start, `${length} bytes in all`, `at least ${written} bytes`);
  }
  return at;
}
