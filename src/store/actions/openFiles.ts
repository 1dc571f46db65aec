import { fail, isStudioError } from '../../core/errors/diagnostic.ts';
import type { BlobFile } from '../../project/document.ts';
import type { Asking } from '../ask.ts';
import { studioStore } from '../studioStore.ts';
import { opening, readInto } from './open.ts';
import { sessionRecord } from './session.ts';

/**
 * Opens what the user dropped or picked: a saved session, or the files of a model.
 * @returns true: it is open now
 */
export async function openDropped(files: readonly File[]): Promise<boolean> {
  const [first] = files;
  return first ? opening(first.name, (asking) => readDropped(asking, files)) : false;
}

/**
 * Opens the one model in a dropped folder.
 * @param files every file in it, with its path
 * @returns true: it is open now
 */
export async function openFolder(name: string, files: readonly File[]): Promise<boolean> {
  return opening(name, async (asking) => {
    const names = files.map((file) => file.name);
    const chosen = await asking.studio('modelFilesIn', { names });
    const models = names.filter((path) => /\.(h5|hdf5|keras|fbz|json)$/i.test(path));
    if (!chosen) fail('studio/not-one-model-inside', { file: name }, names.length, models);
    await readDropped(
      asking,
      files.filter((file) => chosen.includes(file.name)),
    );
  });
}

/** Reads a saved session, or the files of a model, as part of an opening, and shows the model. */
export async function readDropped(asking: Asking, files: readonly File[]): Promise<void> {
  const models = files.map((file) => ({ name: file.name, blob: file }));
  const [archive, ...others] = models;
  if (!archive || others.length > 0 || !archive.name.endsWith('.zip')) {
    await readOrComplete(asking, models);
    return;
  }
  const session = await asking.studio('unpackSession', { archive });
  await readInto(asking, session.files, session.record);
}

/** Reads a model. Weights alone complete the design that is open, whose bits and fixes stay. */
async function readOrComplete(asking: Asking, models: readonly BlobFile[]): Promise<void> {
  const { model, files } = studioStore.getState();
  try {
    await readInto(asking, models);
  } catch (error) {
    const isWeights =
      isStudioError(error) && error.diagnostics.some(({ code }) => code === 'keras/weights-only');
    if (!isWeights || !model?.isDesign) throw error;
    await readInto(asking, [...files, ...models], sessionRecord());
  }
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
