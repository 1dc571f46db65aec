import { isStudioError } from '../../core/errors/diagnostic.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore } from '../studioStore.ts';

let current: AbortController | null = null;

/** Works out what follows from the model and the plan; a newer call replaces one that still runs. */
export async function derive(): Promise<void> {
  forget();
  const { model, plan } = studioStore.getState();
  if (!model) return;
  const controller = new AbortController();
  current = controller;
  studioStore.setState({ deriving: true });
  try {
    const derived = await studioClient.call('derive', { plan }, { signal: controller.signal });
    if (current === controller)
      studioStore.setState({ derived, deriving: false, deriveError: null });
  } catch (error) {
    if (current !== controller) return;
    if (!isStudioError(error)) throw error;
    studioStore.setState({ deriving: false, deriveError: error.diagnostics });
  }
}

/** Gives up what is being worked out. */
function forget(): void {
  if (!current) return;
  current.abort();
  current = null;
  studioStore.setState({ deriving: false });
}

/** Keeps `derived` in step with the plan: edits, settings, undo, redo and a restored session alike. */
export function deriveOnPlanChange(): () => void {
  return studioStore.subscribe((state, previous) => {
    if (state.plan === previous.plan && state.model === previous.model) return;
    // A model comes with what follows from it.
    if (state.model !== previous.model && state.derived !== previous.derived) forget();
    else void derive();
  });
}
