import { del, get, set } from 'idb-keyval';
import type { ModelFile } from '../../worker/methods/contract.ts';
import { parseSession, SESSION_VERSION, type SessionRecord } from '../../worker/session.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore } from '../studioStore.ts';
import { saveFile } from './download.ts';
import { toast } from './interface.ts';
import { openFiles } from './open.ts';

const KEY = 'cnn2snn-studio/session';
/** Changes closer together than this are saved as one. */
const SAVE_DELAY_MS = 300;

interface StoredSession {
  readonly record: SessionRecord;
  readonly files: readonly ModelFile[];
}

/** Opens what was open when the page was last closed. Without a saved session nothing happens. */
export async function restoreSession(): Promise<void> {
  studioStore.setState({ session: { status: 'restoring' } });
  try {
    const stored = await get<StoredSession>(KEY);
    if (stored) {
      await openFiles(stored.files, parseSession(stored.record));
      if (studioStore.getState().openError) await del(KEY);
    }
  } catch {
    // Storage is blocked, or holds the session of another version: the studio starts empty.
  } finally {
    studioStore.setState(({ model }) => ({
      session: model ? { status: 'saved', at: Date.now() } : { status: 'none' },
    }));
  }
}

/** Saves the session in this browser after every change of model, plan or view, from now on. */
export function keepSession(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasFiles = studioStore.getState().files;
  return studioStore.subscribe((state, previous) => {
    const changed =
      state.model !== previous.model ||
      state.plan !== previous.plan ||
      state.stage !== previous.stage ||
      state.selected !== previous.selected ||
      state.colourBy !== previous.colourBy ||
      state.training !== previous.training;
    if (!changed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      void saveSession(studioStore.getState().files !== wasFiles);
      wasFiles = studioStore.getState().files;
    }, SAVE_DELAY_MS);
  });
}

async function saveSession(isNewModel: boolean): Promise<void> {
  const { model, files } = studioStore.getState();
  try {
    if (!model) {
      await del(KEY);
      studioStore.setState({ session: { status: 'none' } });
      return;
    }
    studioStore.setState({ session: { status: 'saving' } });
    await set(KEY, { record: sessionRecord(), files } satisfies StoredSession);
    studioStore.setState({ session: { status: 'saved', at: Date.now() } });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    studioStore.setState({ session: { status: 'failed', reason } });
    if (isNewModel) {
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
  const { archive } = await studioClient.call('packSession', { record: sessionRecord(), files });
  saveFile(`${model.name.replace(/\.[^.]+$/, '')}.session.zip`, archive);
}

function sessionRecord(): SessionRecord {
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
