import type { BlobFile } from '../../project/document.ts';
import { stemOf } from '../../project/outputNames.ts';
import { parseSession, SESSION_VERSION, type SessionRecord } from '../../project/session.ts';
import { studioStore } from '../studioStore.ts';
import { saveAsked } from './download.ts';
import { toast } from './interface.ts';
import { openFiles } from './open.ts';
import { deleteSession, readSession, tabSession, writeSession } from './tabSession.ts';

/** Changes closer together than this are saved as one. */
const SAVE_DELAY_MS = 300;

/** The files that are in storage already. */
let kept: readonly BlobFile[] | null = null;

/** Opens what was open when this window was last closed: unless there is no saved session, or the user opens something sooner. */
export async function restoreSession(): Promise<void> {
  studioStore.setState({ session: { status: 'restoring' } });
  try {
    const { id, from } = await tabSession();
    const stored = from === null ? undefined : await readSession(from);
    const { model, opening, openError } = studioStore.getState();
    if (stored && !model && !opening) {
      await openFiles(stored.files, parseSession(stored.record));
      const { openError: now } = studioStore.getState();
      if (now && now !== openError) await deleteSession(id);
      else if (from === id) kept = stored.files;
    }
  } catch {
    // Storage is blocked, or holds the session of another version: the studio starts empty.
  } finally {
    studioStore.setState(({ model, files }) => ({
      session: model && files === kept ? { status: 'saved', at: Date.now() } : { status: 'none' },
    }));
  }
}

/** Saves the session in this browser after every change of model, plan or view, from now on. */
export function keepSession(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      saving = saving.then(saveSession);
    }, SAVE_DELAY_MS);
  };
  // Opened before it was known where this window saves.
  const { model, files } = studioStore.getState();
  if (model && files !== kept) saveSoon();
  return studioStore.subscribe((state, previous) => {
    const changed =
      state.model !== previous.model ||
      state.plan !== previous.plan ||
      state.stage !== previous.stage ||
      state.selected !== previous.selected ||
      state.colourBy !== previous.colourBy ||
      state.training !== previous.training;
    if (changed) saveSoon();
  });
}

/** Saves run one after the other: a large one that ends late would restore what closing the model has deleted. */
let saving: Promise<void> = Promise.resolve();

/** Files that the user was already told are not kept. */
let warned: readonly BlobFile[] | null = null;

async function saveSession(): Promise<void> {
  const { model, files } = studioStore.getState();
  try {
    const { id } = await tabSession();
    if (!model) {
      kept = null;
      await deleteSession(id);
      studioStore.setState({ session: { status: 'none' } });
      return;
    }
    studioStore.setState({ session: { status: 'saving' } });
    await writeSession(id, sessionRecord(), files === kept ? 'unchanged' : files);
    kept = files;
    studioStore.setState({ session: { status: 'saved', at: Date.now() } });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    studioStore.setState({ session: { status: 'failed', reason } });
    if (warned !== files) {
      warned = files;
      toast({
        tone: 'warning',
        text: 'This browser did not keep the session: it will not survive a reload. Save it to a file instead.',
      });
    }
  }
}

/** Writes model, plan, history and view into one file and hands it to the user. */
export async function saveSessionFile(): Promise<void> {
  const { model, files } = studioStore.getState();
  if (!model) return;
  const record = sessionRecord();
  await saveAsked('session', async ({ studio }) => {
    const { archive } = await studio('packSession', { record, files });
    return { name: `${stemOf(model.name)}.session.zip`, content: archive };
  });
}

/** What the user decided and looks at. */
export function sessionRecord(): SessionRecord {
  const { plan, change, stage, selected, colourBy, training } = studioStore.getState();
  const { pastStates, futureStates } = studioStore.temporal.getState();
  return {
    version: SESSION_VERSION,
    plan,
    change,
    past: pastStates,
    future: futureStates,
    view: { stage, selected, colourBy, training },
  };
}
