import { studioStore } from '../studioStore.ts';
import { toast } from './interface.ts';
import { namedModel, openNamed, withoutModel } from './openNamed.ts';
import { restoreSession } from './session.ts';
import { placeAfter, readSession, waitingSession } from './tabSession.ts';

/**
 * Opens what the window starts with: the model that its address names, else the last session. A model from the address is
 * saved separately, so that the last session stays for another window. Once it is saved, the address no longer names it, so
 * that a reload continues the work instead of opening the model again.
 */
export async function beginSession(): Promise<void> {
  const named = namedModel(location.href);
  if (named === null) {
    await restoreSession();
    return;
  }
  studioStore.setState({ session: { status: 'restoring' } });
  const opened = openNamed(named);
  placeAfter(opened.catch(() => false));
  const isOpen = await opened.finally(() => {
    studioStore.setState({ session: { status: 'none' } });
  });
  if (isOpen) {
    onceSaved(leaveAddress);
    await tellOfEarlierWork();
  } else {
    await restoreSession();
    leaveAddress();
  }
}

function leaveAddress(): void {
  history.replaceState(history.state, '', withoutModel(location.href));
}

/** Where storage is blocked this never happens: a reload then opens the model of the address again. */
function onceSaved(work: () => void): void {
  const unsubscribe = studioStore.subscribe(({ session }) => {
    if (session.status !== 'saved') return;
    unsubscribe();
    work();
  });
}

/** The user asked for another model; their earlier work must not seem lost. */
async function tellOfEarlierWork(): Promise<void> {
  try {
    const id = await waitingSession();
    const name = id === null ? undefined : (await readSession(id))?.files[0]?.name;
    if (name === undefined) return;
    toast({
      tone: 'neutral',
      text: `Your work on ${name} is kept: a new window of the studio goes on with it.`,
      action: {
        label: 'Open it',
        run: () => {
          window.open(withoutModel(location.href), '_blank', 'noopener');
        },
      },
    });
  } catch {
    // Storage is blocked: there is no earlier work.
  }
}
