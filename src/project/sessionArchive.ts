import { unzip, zip, type AsyncZippable, type Unzipped } from 'fflate';
import { fail } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import type { ModelFile } from '../core/keras/modelFile.ts';
import { readModel } from '../core/keras/readModel.ts';
import { writeKerasH5 } from '../core/keras/writeKerasH5.ts';
import { trainedIds } from './plan.ts';
import { parseSession, type SessionRecord } from './session.ts';

/** A session with all it needs: what the user decided, the model's files, and what was trained, by id. */
interface SessionContent {
  readonly record: SessionRecord;
  readonly files: readonly ModelFile[];
  readonly trained: ReadonlyMap<string, ModelGraph>;
}

const MODEL_FOLDER = 'model/';
const TRAINED = /^trained\/([\w-]+)\.h5$/;

/** Every trained model that the plan uses, or would use after undo or redo. */
export function trainedIdsOf({ plan, past, future }: SessionRecord): ReadonlySet<string> {
  const plans = [plan, ...[...past, ...future].map((state) => state.plan)];
  return new Set(plans.flatMap((each) => (each ? trainedIds(each) : [])));
}

/** Packs a session into one .zip: session.json, the files under model/, and what was trained here under trained/. */
export async function packSession({
  record,
  files,
  trained,
}: SessionContent): Promise<Uint8Array<ArrayBuffer>> {
  const entries: AsyncZippable = {
    'session.json': new TextEncoder().encode(JSON.stringify(record, null, 2)),
  };
  // Weights are close to random: compressing them costs time and gains nothing.
  for (const { name, bytes } of files) entries[`${MODEL_FOLDER}${name}`] = [bytes, { level: 0 }];
  for (const [id, graph] of trained) {
    entries[`trained/${id}.h5`] = [await writeKerasH5(graph), { level: 0 }];
  }
  return new Promise((resolve, reject) => {
    zip(entries, (error, data) => {
      if (error) reject(error);
      else resolve(new Uint8Array(data));
    });
  });
}

/** Unpacks a saved session. @throws StudioError studio/no-session, studio/session-version, studio/damaged-session */
export async function unpackSession({ name: file, bytes }: ModelFile): Promise<SessionContent> {
  const entries = await unzipArchive(bytes, file);
  const record = entries['session.json'];
  const files = Object.entries(entries)
    .filter(([path]) => path.startsWith(MODEL_FOLDER) && path !== MODEL_FOLDER)
    .map(([path, content]) => ({ name: path.slice(MODEL_FOLDER.length), bytes: content }));
  if (!record || files.length === 0) {
    const found = Object.keys(entries).slice(0, 5).join(', ');
    fail('studio/no-session', { file }, found === '' ? 'an empty archive' : found);
  }
  const trained = await trainedIn(entries);
  return { record: parseSession(parseJson(record, file)), files, trained };
}

/** Models that were trained in the studio, under the ids that the plan names them by. */
async function trainedIn(entries: Unzipped): Promise<ReadonlyMap<string, ModelGraph>> {
  const trained = new Map<string, ModelGraph>();
  for (const [path, bytes] of Object.entries(entries)) {
    const id = TRAINED.exec(path)?.[1];
    if (id === undefined) continue;
    const loaded = await readModel([{ name: path, bytes }]);
    if (loaded.kind === 'keras') trained.set(id, loaded.graph);
  }
  return trained;
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
