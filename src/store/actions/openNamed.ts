import { fail } from '../../core/errors/diagnostic.ts';
import { opening } from './open.ts';
import { readDropped } from './openFiles.ts';

/** The query of an address that names a model: `?model=samples/mnist_float.h5`. */
const QUERY = 'model';

/** What an address names after `?model=`; null: nothing. */
export function namedModel(address: string): string | null {
  const named = new URL(address).searchParams.get(QUERY);
  return named === '' ? null : named;
}

/** The same address without the model. */
export function withoutModel(address: string): string {
  const url = new URL(address);
  url.searchParams.delete(QUERY);
  return url.href;
}

/**
 * Opens the model that the address names: a file below the page, with its weight files.
 * @param named  a path, not an address: what leads out of the page's folder is refused
 * @returns true: it is open now
 */
export async function openNamed(named: string): Promise<boolean> {
  const name = named.split('/').findLast((part) => part !== '') ?? named;
  return opening(name, async (asking) => {
    const path = pathBelow(named) ?? fail('studio/address-elsewhere', {}, named);
    const file = await asking.wait(fetchNamed(path, asking.signal));
    const listed = await asking.studio('listWeightFiles', { file: asModelFile(file) });
    const shards = listed.map(
      (shard) =>
        pathBelow(shard, path.slice(0, -1)) ??
        fail('studio/address-elsewhere', { file: file.name, path: 'weightsManifest' }, shard),
    );
    const weights = await asking.wait(
      Promise.all(shards.map((shard) => fetchNamed(shard, asking.signal))),
    );
    await readDropped(asking, [file, ...weights]);
  });
}

/**
 * The parts of a path below a folder; null when it leads out of there.
 * @example pathBelow('weights/./a.bin', ['opened'])  ->  ['opened', 'weights', 'a.bin']
 */
export function pathBelow(path: string, folder: readonly string[] = []): readonly string[] | null {
  if (/^[/\\]|:\/\/|\p{Surrogate}/u.test(path)) return null;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? null : [...folder, ...parts];
}

/** A file of the page's own server. @throws StudioError studio/not-served */
async function fetchNamed(parts: readonly string[], signal: AbortSignal): Promise<File> {
  const path = parts.map(encodeURIComponent).join('/');
  const lost = (error: unknown): never => {
    if (signal.aborted) throw error;
    fail('studio/not-served', { file: parts.join('/') }, String(error));
  };
  const response = await fetch(new URL(path, document.baseURI), { signal }).catch(lost);
  if (!response.ok) {
    fail('studio/not-served', { file: parts.join('/') }, `the server answered ${response.status}`);
  }
  // The headers are here; the connection may still break before the last byte.
  const blob = await response.blob().catch(lost);
  return new File([blob], parts.at(-1) ?? '');
}

function asModelFile(file: File): { name: string; blob: Blob } {
  return { name: file.name, blob: file };
}
