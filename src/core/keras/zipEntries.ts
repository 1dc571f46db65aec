import { unzipSync } from 'fflate';

import { fail, isStudioError, type Where } from '../errors/diagnostic.ts';

/** Deflate makes at most 1032 bytes of one. @source https://www.zlib.net/zlib_tech.html */
const MAX_RATIO = 1032;
/** Compressed entries beyond it are no model this tool is for, but a zip bomb. */
const MAX_INFLATED_BYTES = 2 ** 28;
/** A .keras file has three entries; with assets a few hundred. */
const MAX_ENTRIES = 10_000;

/** The names in a zip archive, and its unpacked entries on demand. */
export interface ZipEntries {
  readonly names: readonly string[];
  /** Bytes of one entry. @throws StudioError keras/missing-part | keras/damaged-zip | keras/too-large */
  readonly entry: (name: string) => Uint8Array;
}

/**
 * Opens a zip archive without unpacking it. Sizes that an entry declares are checked before memory is taken for them.
 * @throws StudioError keras/damaged-zip
 */
export function openZip(bytes: Uint8Array, file: string): ZipEntries {
  const names: string[] = [];
  attempt({ file }, 'its directory at the end is missing or broken, as in a file cut off', () =>
    unzipSync(bytes, {
      filter: ({ name }) => {
        if (names.push(name) > MAX_ENTRIES) throw new Error(`more than ${MAX_ENTRIES} entries`);
        return false;
      },
    }),
  );
  return { names, entry: (name) => unpack(bytes, name, names, file) };
}

function unpack(
  bytes: Uint8Array,
  name: string,
  names: readonly string[],
  file: string,
): Uint8Array {
  const where = { file, path: name };
  if (!names.includes(name)) fail('keras/missing-part', { file }, name, names);
  const problem = 'the entry cannot be unpacked';
  const unpacked = attempt(where, problem, () =>
    unzipSync(bytes, {
      filter: (entry) => {
        if (entry.name !== name) return false;
        const { size, originalSize } = entry;
        const limit =
          entry.compression === 0 ? size : Math.min(size * MAX_RATIO, MAX_INFLATED_BYTES);
        if (size > bytes.length || originalSize > limit) {
          const most = `at most ${Math.min(limit, bytes.length * MAX_RATIO)} bytes`;
          fail('keras/too-large', where, `${originalSize} bytes for one entry`, most);
        }
        return true;
      },
    }),
  );
  return unpacked[name] ?? fail('keras/damaged-zip', where, problem);
}

/** fflate throws plain errors, and RangeErrors where an offset lies outside. */
function attempt<T>(where: Where, problem: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (isStudioError(error)) throw error;
    fail('keras/damaged-zip', where, problem);
  }
}
