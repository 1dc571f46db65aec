import { unzip, type Unzipped } from 'fflate';
import { fail } from '../../core/errors/diagnostic.ts';
import { parseSession } from '../session.ts';
import { defineMethod } from './define.ts';

const MODEL_FOLDER = 'model/';

/** Takes a saved session apart. @throws StudioError studio/no-session, studio/session-version */
export const unpackSession = defineMethod('unpackSession', async ({ archive }) => {
  const entries = await unzipArchive(
    new Uint8Array(await archive.blob.arrayBuffer()),
    archive.name,
  );
  const record = entries['session.json'];
  const files = Object.entries(entries)
    .filter(([path]) => path.startsWith(MODEL_FOLDER) && path !== MODEL_FOLDER)
    .map(([path, bytes]) => ({
      name: path.slice(MODEL_FOLDER.length),
      blob: new Blob([new Uint8Array(bytes)]),
    }));
  if (!record || files.length === 0) {
    const found = Object.keys(entries).slice(0, 5).join(', ');
    fail('studio/no-session', { file: archive.name }, found === '' ? 'an empty archive' : found);
  }
  return { record: parseSession(parseJson(record, archive.name)), files };
});

async function unzipArchive(bytes: Uint8Array, file: string): Promise<Unzipped> {
  try {
    return await new Promise((resolve, reject) => {
      unzip(bytes, (error, entries) => {
        if (error) reject(error);
        else resolve(entries);
      });
    });
  } catch (error) {
    fail('studio/no-session', { file }, String(error));
  }
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    fail('studio/no-session', { file, path: 'session.json' }, String(error));
  }
}
