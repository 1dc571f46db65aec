import { ask, cancelAsk } from '../ask.ts';
import { studioStore } from '../studioStore.ts';

/** Works out what follows from the model and the plan; a newer call replaces one that still runs. */
export async function derive(): Promise<void> {
  const { model } = studioStore.getState();
  if (!model) {
    cancelAsk('derive');
    return;
  }
  await ask(
    {
      key: 'derive',
      about: 'plan',
      failed: (deriveError) => {
        studioStore.setState({ deriveError });
      },
      ended: () => {
        studioStore.setState({ deriving: false });
      },
    },
    async ({ studio, plan }) => {
      studioStore.setState({ deriving: true });
      const derived = await studio('derive', { plan });
      studioStore.setState({ derived, deriving: false, deriveError: null });
    },
  );
}

/** Keeps `derived` in step with the plan: edits, settings, undo, redo and a restored session alike. */
export function deriveOnPlanChange(): () => void {
  return studioStore.subscribe((state, previous) => {
    if (state.plan === previous.plan && state.model === previous.model) return;
    // A model comes with what follows from it.
    if (state.model !== previous.model && state.derived !== previous.derived) cancelAsk('derive');
    else void derive();
  });
}
