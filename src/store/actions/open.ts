import { isStudioError } from '../../core/errors/diagnostic.ts';
import type { ModelFile, Opened } from '../../worker/methods/contract.ts';
import { initialPlan } from '../../worker/plan.ts';
import type { SessionRecord } from '../../worker/session.ts';
import { canvasSlice } from '../slices/canvas.ts';
import { simulateSlice } from '../slices/simulate.ts';
import { finetuneSlice } from '../slices/finetune.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore, type StudioState } from '../studioStore.ts';
import { leaveTraining } from './leaveTraining.ts';
import { restoredView } from './restoredView.ts';

let current: AbortController | null = null;

/**
 * Opens model files (one, or a model.json with its shards). The model that was open stays until the new
 * one is read; what goes wrong lands in `openError`.
 * @param restored the decisions of a saved session; without them the plan starts anew
 * @returns true: it is open now
 */
export async function openFiles(
  files: readonly ModelFile[],
  restored?: SessionRecord,
): Promise<boolean> {
  const name = files[0]?.name ?? '';
  const work = async (signal: AbortSignal) => {
    const onProgress = (progress: NonNullable<StudioState['opening']>['progress']) => {
      if (!signal.aborted) studioStore.setState({ opening: { name, progress } });
    };
    const plan = restored?.plan ?? initialPlan;
    // One call: the worker turns to the new model in the same step as the page, or not at all.
    const opened = await studioClient.call('open', { files, plan }, { signal, onProgress });
    show(files, opened, restored);
  };
  // A session that comes back on start is nothing the user asked for: a message about what they did ask for stays.
  return opening(name, work, { keepMessage: restored !== undefined });
}

/**
 * Runs `work` as the opening of `name`; a newer opening cancels it.
 * @returns true: `work` came to its end
 */
export async function opening(
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  { keepMessage = false } = {},
): Promise<boolean> {
  current?.abort();
  const controller = new AbortController();
  current = controller;
  studioStore.setState(({ openError }) => ({
    opening: { name, progress: { step: 'Reading the file', fraction: null } },
    openError: keepMessage ? openError : null,
  }));
  try {
    await work(controller.signal);
    return true;
  } catch (error) {
    if (controller.signal.aborted) return false;
    if (!isStudioError(error)) throw error;
    studioStore.setState({ openError: { name, diagnostics: error.diagnostics } });
    return false;
  } finally {
    if (current === controller) {
      current = null;
      studioStore.setState({ opening: null });
    }
  }
}

/** Stops the opening that runs; the model that was open stays. */
export function cancelOpening(): void {
  current?.abort();
  current = null;
  studioStore.setState({ opening: null });
}

/** Puts away the message about a file that did not open. */
export function dismissOpenError(): void {
  studioStore.setState({ openError: null });
}

/** Back to the start screen. The saved session in this browser goes too. */
export function closeModel(): void {
  leaveTraining();
  studioStore.setState({
    model: null,
    files: [],
    derived: null,
    deriveError: null,
    plan: initialPlan,
    change: '',
    stage: 'model',
    selected: null,
    ...canvasSlice,
    ...simulateSlice,
    ...freshFinetune(),
  });
  studioStore.temporal.getState().clear();
}

function show(
  files: readonly ModelFile[],
  { model, derived }: Opened,
  restored: SessionRecord | undefined,
): void {
  leaveTraining();
  studioStore.setState({
    files,
    model,
    derived,
    deriveError: null,
    plan: restored?.plan ?? initialPlan,
    change: restored?.change ?? '',
    stage: 'model',
    selected: null,
    problem: null,
    preview: null,
    fixed: null,
    ...canvasSlice,
    ...simulateSlice,
    ...freshFinetune(),
    ...(restored ? restoredView(restored) : {}),
  });
  studioStore.temporal.setState({
    pastStates: [...(restored?.past ?? [])],
    futureStates: [...(restored?.future ?? [])],
  });
}

/** Nothing trained yet; how the user likes to train stays. */
function freshFinetune() {
  const { training } = studioStore.getState();
  return { ...finetuneSlice, training };
}
