import { unzipSync, zipSync, type UnzipFileInfo } from 'fflate';
import { diagnostic, fail, isStudioError, StudioError, type Where } from '../errors/diagnostic.ts';

/** DEFLATE cannot expand more than this: a larger claim is damage or a bomb. @source zlib technical details, zlib.net */
export const MAX_DEFLATE_RATIO = 1032;

/**
 * Unpacks a zip archive in memory. Sizes in the directory are checked before anything is allocated.
 * @param wanted which entries to unpack, by path; all when left out
 * @returns bytes by entry path, in the order of the archive's directory; folders are left out
 * @throws StudioError data/not-zip, data/damaged-zip-entry
 */
export function readZip(
  bytes: Uint8Array,
  file: string,
  wanted: (path: string) => boolean = () => true,
): ReadonlyMap<string, Uint8Array> {
  const sizes = new Map<string, number>();
  let packed = 0;
  const filter = (entry: UnzipFileInfo): boolean => {
    if (entry.name.endsWith('/') || !wanted(entry.name)) return false;
    packed += entry.size;
    checkEntry(entry, packed, bytes.byteLength, { file, path: entry.name });
    sizes.set(entry.name, entry.originalSize);
    return true;
  };
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, { filter });
  } catch (cause) {
    if (isStudioError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StudioError([diagnostic('data/not-zip', { file }, reason)], { cause });
  }
  for (const [path, data] of Object.entries(entries)) {
    const expected = sizes.get(path) ?? 0;
    if (data.byteLength !== expected) {
      fail(
        'data/damaged-zip-entry',
        { file, path },
        `${expected} bytes`,
        `${data.byteLength} bytes`,
      );
    }
  }
  return new Map(Object.entries(entries));
}

function checkEntry(entry: UnzipFileInfo, packed: number, available: number, where: Where): void {
  if (packed > available) {
    fail(
      'data/damaged-zip-entry',
      where,
      `entries of at most ${available} bytes together`,
      `${packed} bytes`,
    );
  }
  const limit = entry.size * (entry.compression === 0 ? 1 : MAX_DEFLATE_RATIO);
  if (entry.originalSize > limit) {
    fail(
      'data/damaged-zip-entry',
      where,
      `at most ${limit} unpacked bytes`,
      `${entry.originalSize} bytes`,
    );
  }
}

/** Packs a zip archive; `deflated: false` stores the entries as they are. The fixed date keeps the bytes reproducible. */
export function writeZip(entries: ReadonlyMap<string, Uint8Array>, deflated = true): Uint8Array {
  return zipSync(Object.fromEntries(entries), {
    level: deflated ? 6 : 0,
    mtime: '1980-01-01T00:00:00',
  });
}
