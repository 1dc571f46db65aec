import { isJsonObject } from '../../core/ir/json.ts';
import { newPlan } from '../../project/plan.ts';
import type { SessionRecord } from '../../project/session.ts';
import type { BlobFile } from '../../project/document.ts';
import type { Opened } from '../../worker/contract.ts';
import { newId } from '../../worker/newId.ts';
import type { Progress } from '../../worker/rpc/protocol.ts';
import { ask, cancelAsk, type Asking } from '../ask.ts';
import { canvasSlice } from '../slices/canvas.ts';
import { exportSlice } from '../slices/export.ts';
import { finetuneSlice, initialTraining, type FinetuneSlice } from '../slices/finetune.ts';
import { inspectorSlice } from '../slices/inspector.ts';
import { simulateSlice } from '../slices/simulate.ts';
import { colourings, stageIds, viewSlice, type ViewSlice } from '../slices/view.ts';
import { studioStore } from '../studioStore.ts';
import { toast } from './interface.ts';

/**
 * Opens model files (one, or a model.json with its shards). The model that was open stays until the new
 * one is read; what goes wrong lands in `openError`.
 * @param restored the decisions of a saved session; without them the plan is the initial one
 * @returns true: it is open now
 */
export async function openFiles(
  files: readonly BlobFile[],
  restored?: SessionRecord,
): Promise<boolean> {
  // A session that comes back on start is nothing the user asked for: a message about what they did ask for stays.
  const keepMessage = restored !== undefined;
  return opening(files[0]?.name ?? '', (asking) => readInto(asking, files, restored), {
    keepMessage,
  });
}

/** Reads model files as part of an opening, and shows the model. */
export async function readInto(
  { studio }: Pick<Asking, 'studio'>,
  files: readonly BlobFile[],
  restored?: SessionRecord,
): Promise<void> {
  const name = files[0]?.name ?? '';
  const document = newId();
  const plan = restored?.plan ?? newPlan();
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

const READING: Progress = { text: 'Reading the file', fraction: null };

/**
 * Runs `work` as the opening of `name`; a newer opening cancels it.
 * @returns true: `work` ended, and nothing replaced it
 */
export async function opening(
  name: string,
  work: (asking: Asking) => Promise<void>,
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
    async (asking) => {
      studioStore.setState(({ openError }) => ({
        opening: { name, progress: READING },
        openError: keepMessage ? openError : null,
      }));
      await work(asking);
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

/** The state of a new document: nothing decided, found or measured yet. The settings of trainings stay. */
function nothingFound() {
  const { training } = studioStore.getState();
  return {
    ...{ plan: newPlan(), change: '', deriveError: null },
    ...({ stage: 'model', selected: null, problem: null, preview: null, fixed: null } as const),
    ...canvasSlice,
    ...simulateSlice,
    ...exportSlice,
    ...inspectorSlice,
    ...{ ...finetuneSlice, training },
  };
}

/** What of a saved view the store takes back; what is missing or of another kind stays as it is in a new session. */
export function restoredView({
  view,
}: Pick<SessionRecord, 'view'>): Pick<ViewSlice, 'stage' | 'selected' | 'colourBy'> &
  Partial<Pick<FinetuneSlice, 'training'>> {
  const { stage, selected, colourBy, training } = view;
  return {
    stage: stageIds.find((id) => id === stage) ?? viewSlice.stage,
    selected: typeof selected === 'string' ? selected : null,
    colourBy: colourings.find((id) => id === colourBy) ?? viewSlice.colourBy,
    ...(isJsonObject(training) ? { training: trainingOf(training) } : {}),
  };
}

/** Settings that are there and of their kind, and the usual ones for the rest; null stands for "none" where a setting may be none. */
function trainingOf(value: object): FinetuneSlice['training'] {
  const found = new Map<string, unknown>(Object.entries(value));
  const known = Object.entries(initialTraining).filter(([key, initial]) =>
    initial === null ? found.has(key) : typeof found.get(key) === typeof initial,
  );
  const taken = Object.fromEntries(known.map(([key]) => [key, found.get(key)]));
  return { ...initialTraining, ...taken };
}

/** Says that a training ends because its model is replaced or closed. Its last state stays until another training starts. */
export function leaveTraining(): void {
  const { model, trainingRun } = studioStore.getState();
  if (trainingRun?.status !== 'running' && trainingRun?.status !== 'paused') return;
  const name = model?.name ?? 'The model';
  toast({
    tone: 'neutral',
    text: `The training of ${name} was stopped. Open the model again at the same bits to go on with it under Fine-tune.`,
  });
}
