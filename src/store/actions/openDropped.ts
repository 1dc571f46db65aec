import { studioClient } from '../studioClient.ts';
import { openFiles, opening } from './open.ts';

/**
 * Opens what the user dropped or picked: a saved session, or the files of a model.
 * @returns true: it is open now
 */
export async function openDropped(files: readonly File[]): Promise<boolean> {
  const [first, ...others] = files;
  if (!first) return false;
  if (others.length > 0 || !first.name.endsWith('.zip')) {
    return openFiles(files.map((file) => ({ name: file.name, blob: file })));
  }
  let opened = false;
  await opening(first.name, async (signal) => {
    const archive = { name: first.name, blob: first };
    const session = await studioClient.call('unpackSession', { archive }, { signal });
    opened = await openFiles(session.files, session.record);
  });
  return opened;
}
