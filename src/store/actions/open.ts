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
 */
export async function openFiles(
  files: readonly ModelFile[],
  restored?: SessionRecord,
): Promise<void> {
  const name = files[0]?.name ?? '';
  await opening(name, async (signal) => {
    const onProgress = (progress: NonNullable<StudioState['opening']>['progress']) => {
      if (!signal.aborted) studioStore.setState({ opening: { name, progress } });
    };
    const plan = restored?.plan ?? initialPlan;
    // One call: the worker turns to the new model in the same step as the page, or not at all.
    const opened = await studioClient.call('open', { files, plan }, { signal, onProgress });
    show(files, opened, restored);
  });
}

/** Runs `work` as the opening of `name`; a newer opening cancels it. */
export async function opening(
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  current?.abort();
  const controller = new AbortController();
  current = controller;
  studioStore.setState({
    opening: { name, progress: { step: 'Reading the file', fraction: null } },
    openError: null,
  });
  try {
    await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return;
    if (!isStudioError(error)) throw error;
    studioStore.setState({ openError: { name, diagnostics: error.diagnostics } });
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
