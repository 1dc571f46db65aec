import { unzipSync, zipSync, type UnzipFileInfo } from 'fflate';
import { diagnostic, fail, isStudioError, StudioError, type Where } from '../errors/diagnostic.ts';

/** DEFLATE cannot expand more than this: a larger claim is damage or a bomb. @source zlib technical details, zlib.net */
export const MAX_DEFLATE_RATIO = 1032;

/** Directories beyond it are no archive that anyone saved a model or a data set in. */
const MAX_ENTRIES = 100_000;

/** An entry beyond it is no model or data set that fits a page, but a zip bomb. */
const MAX_ENTRY_BYTES = 2 ** 29;

/** A zip archive that is not unpacked yet. */
export interface ZipArchive {
  /** Entry paths in the order of the directory; folders are left out. */
  readonly names: readonly string[];
  /** Unpacks one entry, which must be one of `names`. @throws StudioError data/damaged-zip-entry */
  readonly entry: (name: string) => Uint8Array;
}

/**
 * Opens a zip archive in memory without unpacking it. Sizes that an entry declares are checked before memory is taken.
 * @throws StudioError data/not-zip
 */
export function openZip(bytes: Uint8Array, file: string): ZipArchive {
  const names: string[] = [];
  unzip(bytes, { file }, ({ name }) => {
    if (names.length >= MAX_ENTRIES) throw new Error(`more than ${MAX_ENTRIES} entries`);
    if (!name.endsWith('/')) names.push(name);
    return false;
  });
  return { names, entry: (name) => unpack(bytes, { file, path: name }, name) };
}

/**
 * Unpacks a zip archive in memory.
 * @param wanted which entries to unpack, by path; all when left out
 * @returns bytes by entry path, in the order of the archive's directory; folders are left out
 * @throws StudioError data/not-zip, data/damaged-zip-entry
 */
export function readZip(
  bytes: Uint8Array,
  file: string,
  wanted: (path: string) => boolean = () => true,
): ReadonlyMap<string, Uint8Array> {
  const { names, entry } = openZip(bytes, file);
  return new Map(names.filter(wanted).map((name) => [name, entry(name)]));
}

function unpack(bytes: Uint8Array, where: Where, name: string): Uint8Array {
  let expected = 0;
  const entries = unzip(bytes, where, (entry) => {
    if (entry.name !== name) return false;
    checkEntry(entry, bytes.byteLength, where);
    expected = entry.originalSize;
    return true;
  });
  const data = entries[name];
  if (data?.byteLength !== expected) {
    const received = `${data?.byteLength ?? 0} bytes`;
    fail('data/damaged-zip-entry', where, `${expected} bytes`, received);
  }
  return data;
}

function checkEntry(entry: UnzipFileInfo, available: number, where: Where): void {
  if (entry.size > available) {
    fail('data/damaged-zip-entry', where, `at most ${available} bytes`, `${entry.size} bytes`);
  }
  const ratio = entry.compression === 0 ? 1 : MAX_DEFLATE_RATIO;
  const limit = Math.min(entry.size * ratio, MAX_ENTRY_BYTES);
  if (entry.originalSize > limit) {
    const [expected, received] = [`at most ${limit} unpacked bytes`, `${entry.originalSize} bytes`];
    fail('data/damaged-zip-entry', where, expected, received);
  }
}

/** fflate throws plain errors, and RangeErrors where an offset lies outside the file. */
function unzip(
  bytes: Uint8Array,
  where: Where,
  filter: (entry: UnzipFileInfo) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (cause) {
    if (isStudioError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StudioError([diagnostic('data/not-zip', where, reason)], { cause });
  }
}

/** Packs a zip archive; `deflated: false` stores the entries as they are. The fixed date keeps the bytes reproducible. */
export function writeZip(entries: ReadonlyMap<string, Uint8Array>, deflated = true): Uint8Array {
  return zipSync(Object.fromEntries(entries), {
    level: deflated ? 6 : 0,
    mtime: '1980-01-01T00:00:00',
  });
}
