import { fail } from '../../core/errors/diagnostic.ts';
import type { Asking } from '../ask.ts';
import { opening, readInto } from './open.ts';

/**
 * Opens what the user dropped or picked: a saved session, or the files of a model.
 * @returns true: it is open now
 */
export async function openDropped(files: readonly File[]): Promise<boolean> {
  const [first] = files;
  return first ? opening(first.name, (asking) => readDropped(asking, files)) : false;
}

/** Reads a saved session, or the files of a model, as part of an opening, and shows the model. */
export async function readDropped(asking: Asking, files: readonly File[]): Promise<void> {
  const models = files.map((file) => ({ name: file.name, blob: file }));
  const [archive, ...others] = models;
  if (!archive || others.length > 0 || !archive.name.endsWith('.zip')) {
    await readInto(asking, models);
    return;
  }
  const session = await asking.studio('unpackSession', { archive });
  await readInto(asking, session.files, session.record);
}

/** Opens a model of public/samples. */
export async function openSample(file: string): Promise<void> {
  await opening(file, async (asking) => {
    const blob = await asking.wait(fetchSample(file, asking.signal));
    await readInto(asking, [{ name: file, blob }]);
  });
}

/** A file of public/samples. @throws StudioError studio/sample-missing */
export async function fetchSample(file: string, signal?: AbortSignal): Promise<Blob> {
  const url = new URL(`samples/${file}`, document.baseURI);
  const lost = (error: unknown): never => {
    if (signal?.aborted) throw error;
    fail('studio/sample-missing', { file }, String(error));
  };
  const response = await fetch(url, signal ? { signal } : {}).catch(lost);
  if (!response.ok) {
    fail('studio/sample-missing', { file }, `the server answered ${response.status}`);
  }
  // The headers are here; the connection may still break before the last byte.
  return response.blob().catch(lost);
}
