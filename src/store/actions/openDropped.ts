import type { Job } from '../ask.ts';
import { opening, readInto } from './open.ts';

/**
 * Opens what the user dropped or picked: a saved session, or the files of a model.
 * @returns true: it is open now
 */
export async function openDropped(files: readonly File[]): Promise<boolean> {
  const [first] = files;
  return first ? opening(first.name, (job) => readDropped(job, files)) : false;
}

/** Reads a saved session, or the files of a model, as part of an opening, and shows the model. */
export async function readDropped(job: Job, files: readonly File[]): Promise<void> {
  const models = files.map((file) => ({ name: file.name, blob: file }));
  const [archive, ...others] = models;
  if (!archive || others.length > 0 || !archive.name.endsWith('.zip')) {
    await readInto(job, models);
    return;
  }
  const session = await job.studio('unpackSession', { archive });
  await readInto(job, session.files, session.record);
}
