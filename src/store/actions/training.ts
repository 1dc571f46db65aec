import { isStudioError, type StudioError } from '../../core/errors/diagnostic.ts';
import type {
  TrainingEvent,
  TrainingOutcome,
  TrainingSettings,
} from '../../worker/training/contract.ts';
import { abortError, isAbortError } from '../../worker/runJob.ts';
import type { TrainingRun } from '../slices/finetune.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore } from '../studioStore.ts';
import { trainingClient } from '../trainingClient.ts';
import { applyTrained, keepTrainedWeights } from './applyTrained.ts';
import {
  fingerprint,
  forgetTraining,
  keepTraining,
  readKeptTraining,
  trainingSlot,
} from './keptTraining.ts';
import { inBatches } from './inBatches.ts';
import { whileOpen } from './leaveTraining.ts';
import { trainedData } from '../judging.ts';
import { afterEvent } from './trainingEvents.ts';
import { reopenData } from './trainingData.ts';
import { showDrawer } from './view.ts';

/** A worker that has not stopped after this long is in one very long step: it is ended, its last state stays. */
const STOP_PATIENCE_MS = 15_000;
/** Curves and numbers change no more often. */
const DRAW_EVERY_MS = 120;
/** A worker that dies more often than this in a row will die again. */
const MOST_REVIVALS = 2;

export function changeTraining(settings: Partial<TrainingSettings>): void {
  studioStore.setState(({ training }) => ({ training: { ...training, ...settings } }));
}

/** Trains the model of the plan on the open data set. */
export async function startTraining(): Promise<void> {
  const { plan, training, trainingData, model, derived } = studioStore.getState();
  if (trainingData.status !== 'open' || !model) return;
  const { request, summary } = trainingData;
  const data = trainedData(summary, training);
  begin({ plan, settings: training, dataName: request.name, data });
  showDrawer('training');
  await followed(async (onEvent, throwIfStopped) => {
    const models = await studioClient.call('trainingModels', { plan });
    await keepTraining({
      ...{ model: fingerprint(model), settings: training, plan },
      ...{ data: request, trainedData: data },
    });
    const slot = await trainingSlot();
    throwIfStopped();
    const bits = derived?.bits ?? null;
    const input = { ...models, settings: training, conversion: plan.settings, bits, slot };
    return trainingClient.call('train', input, onEvent);
  }, false);
}

/** Goes on with a training that was stopped or interrupted, from its last state. */
export async function continueTraining(): Promise<void> {
  update((run) => ({ ...run, status: 'preparing', diagnostics: null, trained: null, results: [] }));
  await followed(goOn, true);
}

export function pauseTraining(): void {
  trainingClient.pause();
  update((run) => ({ ...run, status: 'paused' }));
}

export function resumeTraining(): void {
  trainingClient.resume();
  update((run) => ({ ...run, status: 'running' }));
}

/** Stops a training; what it learned can be used, or the training continued. */
export function stopTraining(): void {
  update((run) => ({ ...run, status: 'stopping' }));
  trainingClient.stop();
  clearTimeout(impatient);
  impatient = setTimeout(() => {
    if (studioStore.getState().trainingRun?.status === 'stopping') trainingClient.kill();
  }, STOP_PATIENCE_MS);
}

let impatient: ReturnType<typeof setTimeout> | undefined;

/** Puts a training that is over out of sight. The plan stays as it is. */
export function discardTraining(): void {
  studioStore.setState({ trainingRun: null });
  void forgetTraining();
}

/** Uses the weights of a training that was stopped early. */
export function keepLearned(): void {
  const { trainingRun } = studioStore.getState();
  if (trainingRun?.trained) void applyTrained(trainingRun.trained, trainingRun);
}

/** Offers to go on with the training that a reload interrupted, when its model is open again. */
export async function offerKeptTraining(): Promise<void> {
  const { model, trainingRun, derived } = studioStore.getState();
  if (!model || trainingRun || !derived) return;
  const isOpen = whileOpen();
  const kept = await readKeptTraining(fingerprint(model));
  if (!kept || !isOpen() || studioStore.getState().trainingRun) return;
  const { plan, settings, data, trainedData: known = null } = kept;
  begin({ plan, settings, dataName: data.name, data: known });
  update((run) => ({ ...run, status: 'interrupted' }));
  if (data.files.length > 0) await reopenData(data);
}

function begin(run: Pick<TrainingRun, 'plan' | 'settings' | 'dataName' | 'data'>): void {
  studioStore.setState({
    trainingRun: {
      ...run,
      status: 'preparing',
      images: null,
      stage: { text: 'Preparing the model', fraction: null },
      backend: null,
      notices: [],
      parts: [],
      points: [],
      epochs: [],
      progress: null,
      diagnostics: null,
      results: [],
      trained: null,
    },
  });
}

/** @param throwIfStopped  to be asked before the training worker is: it cannot be stopped before it was called */
type Work = (
  onEvent: (event: TrainingEvent) => void,
  throwIfStopped: () => void,
) => Promise<TrainingOutcome>;

const goOn: Work = async (onEvent, throwIfStopped) => {
  const slot = await trainingSlot();
  throwIfStopped();
  return trainingClient.call('continueTraining', { slot }, onEvent);
};

/**
 * Runs a training to its end, whatever worker it takes.
 * @param hasStates  there is something to go on with already
 */
async function followed(work: Work, hasStates: boolean): Promise<void> {
  let isKept = hasStates;
  const isOpen = whileOpen();
  const events = inBatches<TrainingEvent>((batch) => {
    if (isOpen()) update((run) => batch.reduce(afterEvent, run));
  }, DRAW_EVERY_MS);
  try {
    const outcome = await revived(work, {
      onEvent: events.add,
      isOpen,
      onRevival: () => {
        isKept = true;
      },
    }).finally(events.flush);
    if (!isOpen()) return;
    const trained = await keepTrainedWeights(outcome.graph);
    if (!isOpen()) return;
    update((run) => ({
      ...run,
      status: outcome.stopped ? 'stopped' : 'done',
      stage: null,
      results: outcome.parts,
      trained,
    }));
    const run = studioStore.getState().trainingRun;
    if (outcome.stopped || !run) return;
    await applyTrained(trained, run);
  } catch (error) {
    if (!isOpen()) return;
    if (isAbortError(error)) {
      // Stopped before this worker had learned anything.
      if (isKept) update((run) => ({ ...run, status: 'interrupted', stage: null }));
      else discardTraining();
      return;
    }
    if (!isStudioError(error)) throw error;
    const status = isLost(error) ? 'interrupted' : 'failed';
    update((run) => ({ ...run, status, stage: null, diagnostics: error.diagnostics }));
  } finally {
    if (isOpen()) clearTimeout(impatient);
  }
}

/** A worker that died is replaced, and the new one goes on from the last state. */
async function revived(
  work: Work,
  {
    onEvent,
    isOpen,
    onRevival,
  }: {
    readonly onEvent: (event: TrainingEvent) => void;
    readonly isOpen: () => boolean;
    readonly onRevival: () => void;
  },
) {
  let attempt = work;
  const isStopping = () => !isOpen() || studioStore.getState().trainingRun?.status === 'stopping';
  const throwIfStopped = () => {
    if (isStopping()) throw abortError();
  };
  for (let deaths = 0; ; deaths++) {
    try {
      return await attempt(onEvent, throwIfStopped);
    } catch (error) {
      if (!isStudioError(error) || !isLost(error) || isStopping() || deaths >= MOST_REVIVALS)
        throw error;
      update((run) => ({ ...run, status: 'preparing' }));
      onEvent({ kind: 'notice', notice: WORKER_LOST });
      onEvent({ kind: 'stage', text: 'Starting the worker again', fraction: null });
      onRevival();
      attempt = goOn;
    }
  }
}

const WORKER_LOST = {
  tone: 'warning',
  text: 'The training worker stopped, often because the browser ran out of memory. It was started again and goes on from its last state.',
} as const;

function isLost({ diagnostics }: StudioError): boolean {
  return diagnostics.some(({ code }) => code === 'studio/training-lost');
}

function update(change: (run: TrainingRun) => TrainingRun): void {
  studioStore.setState(({ trainingRun }) => ({
    trainingRun: trainingRun && change(trainingRun),
  }));
}
