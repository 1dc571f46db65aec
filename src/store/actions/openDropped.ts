import { openFiles, opening, readInto } from './open.ts';

/** Opens what the user dropped or picked: a saved session, or the files of a model. */
export async function openDropped(files: readonly File[]): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  if (others.length > 0 || !first.name.endsWith('.zip')) {
    await openFiles(files.map((file) => ({ name: file.name, blob: file })));
    return;
  }
  await opening(first.name, async (job) => {
    const archive = { name: first.name, blob: first };
    const session = await job.studio('unpackSession', { archive });
    await readInto(job, session.files, session.record);
  });
}
