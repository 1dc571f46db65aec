import { unzip, type Unzipped } from 'fflate';
import { fail } from '../../core/errors/diagnostic.ts';
import { readModel } from '../../core/keras/readModel.ts';
import { parseSession } from '../../project/session.ts';
import { addTrained } from '../../project/trainedModels.ts';
import { keepTrained } from '../training/browserStore.ts';
import { defineMethod } from './define.ts';

const MODEL_FOLDER = 'model/';
const TRAINED = /^trained\/([\w-]+)\.h5$/;

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
  await takeInTrained(entries);
  return { record: parseSession(parseJson(record, archive.name)), files };
});

/** Models that were trained in the studio, under the ids that the plan names them by. */
async function takeInTrained(entries: Unzipped): Promise<void> {
  for (const [path, bytes] of Object.entries(entries)) {
    const id = TRAINED.exec(path)?.[1];
    if (id === undefined) continue;
    const loaded = await readModel([{ name: path, bytes }]);
    if (loaded.kind !== 'keras') continue;
    addTrained(id, loaded.graph);
    await keepTrained(id, loaded.graph);
  }
}

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
