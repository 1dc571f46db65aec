import type { Opened } from '../../worker/contract.ts';
import type { BlobFile } from '../../project/document.ts';
import { initialPlan } from '../../project/plan.ts';
import type { SessionRecord } from '../../project/session.ts';
import { newId } from '../../worker/newId.ts';
import type { Progress } from '../../worker/rpc/protocol.ts';
import { ask, cancelAsk, type Job } from '../ask.ts';
import { canvasSlice } from '../slices/canvas.ts';
import { exportSlice } from '../slices/export.ts';
import { inspectorSlice } from '../slices/inspector.ts';
import { quantizationErrorSlice } from '../slices/quantizationError.ts';
import { simulateSlice } from '../slices/simulate.ts';
import { finetuneSlice } from '../slices/finetune.ts';
import { studioStore } from '../studioStore.ts';
import { leaveTraining } from './leaveTraining.ts';
import { restoredView } from './restoredView.ts';

/**
 * Opens model files (one, or a model.json with its shards). The model that was open stays until the new
 * one is read; what goes wrong lands in `openError`.
 * @param restored the decisions of a saved session; without them the plan starts anew
 * @returns true: it is open now
 */
export async function openFiles(
  files: readonly BlobFile[],
  restored?: SessionRecord,
): Promise<boolean> {
  // A session that comes back on start is nothing the user asked for: a message about what they did ask for stays.
  const keepMessage = restored !== undefined;
  return opening(files[0]?.name ?? '', (job) => readInto(job, files, restored), { keepMessage });
}

/** Reads model files as part of an opening, and shows the model. */
export async function readInto(
  { studio }: Pick<Job, 'studio'>,
  files: readonly BlobFile[],
  restored?: SessionRecord,
): Promise<void> {
  const name = files[0]?.name ?? '';
  const document = newId();
  const plan = restored?.plan ?? initialPlan;
  studioStore.setState({ opening: { name, progress: READING } });
  // One call: the worker turns to the new model in the same step as the page, or not at all.
  const opened = await studio(
    'open',
    { files, plan },
    {
      document,
      onEvent: (progress) => {
        studioStore.setState({ opening: { name, progress } });
      },
    },
  );
  show(document, files, opened, restored);
}

const READING: Progress = { step: 'Reading the file', fraction: null };

/**
 * Runs `work` as the opening of `name`; a newer opening cancels it.
 * @returns true: `work` came to its end
 */
export async function opening(
  name: string,
  work: (job: Job) => Promise<void>,
  { keepMessage = false } = {},
): Promise<boolean> {
  const isOpen = await ask(
    {
      key: 'opening',
      about: 'page',
      failed: (diagnostics) => {
        studioStore.setState({ openError: { name, diagnostics } });
      },
      ended: () => {
        studioStore.setState({ opening: null });
      },
    },
    async (job) => {
      studioStore.setState(({ openError }) => ({
        opening: { name, progress: READING },
        openError: keepMessage ? openError : null,
      }));
      await work(job);
      return true;
    },
  );
  return isOpen ?? false;
}

/** Stops the opening that runs; the model that was open stays. */
export function cancelOpening(): void {
  cancelAsk('opening');
}

/** Clears the message about a file that did not open. */
export function dismissOpenError(): void {
  studioStore.setState({ openError: null });
}

/** Back to the start screen. The saved session in this browser goes too. */
export function closeModel(): void {
  leaveTraining();
  studioStore.setState({
    ...nothingFound(),
    document: null,
    model: null,
    files: [],
    derived: null,
  });
  studioStore.temporal.getState().clear();
}

function show(
  document: string,
  files: readonly BlobFile[],
  { model, derived }: Opened,
  restored: SessionRecord | undefined,
): void {
  leaveTraining();
  studioStore.setState({
    ...nothingFound(),
    ...{ document, files, model, derived },
    ...(restored && { plan: restored.plan, change: restored.change, ...restoredView(restored) }),
  });
  studioStore.temporal.setState({
    pastStates: [...(restored?.past ?? [])],
    futureStates: [...(restored?.future ?? [])],
  });
}

/** Nothing decided, found or measured yet, as with every new document. How the user likes to train stays. */
function nothingFound() {
  const { training } = studioStore.getState();
  return {
    ...{ plan: initialPlan, change: '', deriveError: null },
    ...({ stage: 'model', selected: null, problem: null, preview: null, fixed: null } as const),
    ...canvasSlice,
    ...simulateSlice,
    ...quantizationErrorSlice,
    ...exportSlice,
    ...inspectorSlice,
    ...{ ...finetuneSlice, training },
  };
}
