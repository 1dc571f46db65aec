import { isStudioError, type Diagnostic } from '../../core/errors/diagnostic.ts';
import { isAbortError } from '../../worker/rpc/runJob.ts';
import type { SealedPort } from '../../worker/rpc/sealed.ts';
import { Steering } from '../../worker/rpc/steering.ts';
import type {
  TrainingEvent,
  TrainingOutcome,
  TrainingSettings,
} from '../../project/training/request.ts';
import { ask, type Asking } from '../ask.ts';
import type { TrainingRun } from '../slices/finetune.ts';
import { studioStore } from '../studioStore.ts';
import { applyTrained, keepWeights, modelsOf } from './applyTrained.ts';
import { afterEvent, inBatches } from './trainingEvents.ts';
import {
  fingerprint,
  forgetTraining,
  keepTraining,
  readKeptTraining,
  trainingSlot,
} from './keptTraining.ts';
import { trainedData } from '../judging.ts';
import { reopenData } from './trainingData.ts';
import { showDrawer } from './view.ts';

/** Curves and numbers are drawn no more often than this. */
const DRAW_EVERY_MS = 120;
/** A worker that dies more often than this in a row will die again. */
const MOST_REVIVALS = 2;

export function changeTraining(settings: Partial<TrainingSettings>): void {
  studioStore.setState(({ training }) => ({ training: { ...training, ...settings } }));
}

/** Controls the training in progress. */
let steering = new Steering();

/** Trains the model of the plan on the open data set. */
export async function startTraining(): Promise<void> {
  const { plan, training, trainingData, model, derived } = studioStore.getState();
  if (trainingData.status !== 'open' || !model) return;
  const { request, summary } = trainingData;
  const data = trainedData(summary, training);
  begin({ plan, settings: training, dataName: request.name, data });
  showDrawer('training');
  const first: Attempt = async (asking, weights, options) => {
    const models = await modelsOf(asking, plan, training.distillation);
    const kept = {
      model: fingerprint(model),
      settings: training,
      plan,
      data: request,
      trainedData: data,
    };
    await asking.wait(keepTraining(kept));
    const slot = await asking.wait(trainingSlot());
    const bits = derived?.bits ?? null;
    const setup = { settings: training, conversion: plan.settings, bits };
    const input = { ...setup, models, weights, slot };
    return asking.training('train', input, { ...options, transfer: [models, weights] });
  };
  await followed(first, false);
}

/** Continues a training that was stopped or interrupted, from its last state. */
export async function continueTraining(): Promise<void> {
  update((run) => ({ ...run, status: 'preparing', diagnostics: null, trained: null, results: [] }));
  await followed(goOn, true);
}

export function pauseTraining(): void {
  steering.pause();
  update((run) => ({ ...run, status: 'paused' }));
}

export function resumeTraining(): void {
  steering.resume();
  update((run) => ({ ...run, status: 'running' }));
}

/** Stops a training; what it learned can be used, or the training continued. A worker that does not stop is replaced. */
export function stopTraining(): void {
  update((run) => ({ ...run, status: 'stopping' }));
  steering.stop();
}

/** Clears a training that is over. The plan stays as it is. */
export function discardTraining(): void {
  studioStore.setState({ trainingRun: null });
  void forgetTraining();
}

/** Uses the weights of a training that was stopped early. */
export function keepLearned(): void {
  const { trainingRun: run } = studioStore.getState();
  const trained = run?.trained;
  if (!run || !trained) return;
  void ask({ key: 'training', about: 'document' }, (asking) => applyTrained(asking, trained, run));
}

/** Offers to continue the training that a reload interrupted, when its model is open again. */
export async function offerKeptTraining(): Promise<void> {
  const { model, trainingRun, derived } = studioStore.getState();
  if (!model || trainingRun || !derived) return;
  await ask({ key: 'keptTraining', about: 'document' }, async ({ wait }) => {
    const kept = await wait(readKeptTraining(fingerprint(model)));
    // The user may have started another one meanwhile.
    if (!kept || studioStore.getState().trainingRun) return;
    const { plan, settings, data, trainedData: known = null } = kept;
    begin({ plan, settings, dataName: data.name, data: known });
    update((run) => ({ ...run, status: 'interrupted' }));
    if (data.files.length > 0) await reopenData(data);
  });
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

/** Has the worker train until it is done or stopped. @param weights  where the trained weights go */
type Attempt = (
  asking: Asking,
  weights: SealedPort,
  options: { readonly onEvent: (event: TrainingEvent) => void; readonly steering: Steering },
) => Promise<TrainingOutcome>;

const goOn: Attempt = async (asking, weights, options) => {
  const slot = await asking.wait(trainingSlot());
  return asking.training(
    'continueTraining',
    { slot, weights },
    { ...options, transfer: [weights] },
  );
};

/**
 * Runs a training to its end, over as many workers as that takes.
 * @param hasStates  there is a state to continue from already
 */
async function followed(first: Attempt, hasStates: boolean): Promise<void> {
  steering = new Steering();
  const ownSteering = steering;
  let canGoOn = hasStates;
  let hasLearned = false;
  await ask(
    {
      key: 'training',
      about: 'document',
      failed: (diagnostics) => {
        // The trained weights did not arrive: their last state is still in the browser's storage.
        const status = isLost(diagnostics) || hasLearned ? 'interrupted' : 'failed';
        update((run) => ({ ...run, status, stage: null, diagnostics }));
      },
    },
    async (asking) => {
      const events = inBatches<TrainingEvent>(
        asking.during((batch) => {
          update((run) => batch.reduce(afterEvent, run));
        }),
        DRAW_EVERY_MS,
      );
      const learned = await revived(asking, first, ownSteering, events.add, () => {
        canGoOn = true;
      })
        .finally(events.flush)
        .catch((error: unknown) => {
          if (!isAbortError(error)) throw error;
          // Stopped before this worker had learned anything.
          if (canGoOn) update((run) => ({ ...run, status: 'interrupted', stage: null }));
          else discardTraining();
          return null;
        });
      if (!learned) return;
      hasLearned = true;
      const { stopped, parts } = learned.outcome;
      const trained = await keepWeights(asking, learned.weights);
      const status = stopped ? 'stopped' : 'done';
      update((run) => ({ ...run, status, stage: null, results: parts, trained }));
      const { trainingRun } = studioStore.getState();
      if (!stopped && trainingRun) await applyTrained(asking, trained, trainingRun);
    },
  );
}

/** A worker that died is replaced, and the new one continues from the last state. */
async function revived(
  asking: Asking,
  first: Attempt,
  ownSteering: Steering,
  onEvent: (event: TrainingEvent) => void,
  onRevival: () => void,
) {
  let attempt = first;
  for (let deaths = 0; ; deaths++) {
    const { port1, port2: weights } = new MessageChannel();
    try {
      const outcome = await attempt(asking, port1, { onEvent, steering: ownSteering });
      return { outcome, weights };
    } catch (error) {
      const isRevivable =
        isStudioError(error) && isLost(error.diagnostics) && !ownSteering.isStopped;
      if (!isRevivable || deaths >= MOST_REVIVALS) throw error;
      update((run) => ({ ...run, status: ownSteering.isPaused ? 'paused' : 'preparing' }));
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

function isLost(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code }) => code === 'studio/training-lost');
}

function update(change: (run: TrainingRun) => TrainingRun): void {
  studioStore.setState(({ trainingRun }) => ({
    trainingRun: trainingRun && change(trainingRun),
  }));
}
