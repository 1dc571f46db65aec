import { isStudioError } from '../../core/errors/diagnostic.ts';
import type { CalibrationMethod } from '../../worker/training/contract.ts';
import type { CalibrationRun } from '../slices/finetune.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore } from '../studioStore.ts';
import { trainingClient } from '../trainingClient.ts';
import { judge, keepTrainedWeights, withTrained } from './applyTrained.ts';
import { trainedData } from '../judging.ts';
import { isAbortError } from '../../worker/runJob.ts';
import { whileOpen } from './leaveTraining.ts';
import { changePlan } from './plan.ts';
import { showDrawer } from './view.ts';

/** Few samples are enough: means are over all positions of the images. */
const SAMPLES = 64;

const CHANGES: Readonly<Record<CalibrationMethod, string>> = {
  activations: 'Calibrate activations',
  levels: 'Fit activation levels',
  bias: 'Calibrate activations and biases',
  adaround: 'Calibrate the rounding of weights',
};

let current: AbortController | null = null;

/** Calibrates the model of the plan with training images of the open data set, as one step of undo. */
export async function calibrate(method: CalibrationMethod): Promise<void> {
  const { plan, training, trainingData, derived } = studioStore.getState();
  if (trainingData.status !== 'open') return;
  const isOpen = whileOpen();
  const data = trainedData(trainingData.summary, training);
  const cancelling = new AbortController();
  current = cancelling;
  set({ method, status: 'running', stage: null, outcome: null, diagnostics: null });
  try {
    const models = await studioClient.call('trainingModels', { plan });
    const input = {
      ...models,
      settings: training,
      conversion: plan.settings,
      bits: derived?.bits ?? null,
      method,
      samples: SAMPLES,
    };
    if (!isOpen()) return;
    cancelling.signal.throwIfAborted();
    const { graph, ...outcome } = await trainingClient.call('calibrate', input, (event) => {
      if (event.kind === 'stage' && isOpen()) update({ stage: event });
    });
    if (!isOpen()) return;
    const id = await keepTrainedWeights(graph);
    if (!isOpen()) return;
    cancelling.signal.throwIfAborted();
    changePlan(CHANGES[method], (now) => ({
      ...now,
      edits: withTrained(now.edits, plan.edits, { id, data }),
    }));
    update({ status: 'done', stage: null, outcome });
    showDrawer('training');
    await judge([plan, studioStore.getState().plan]);
  } catch (error) {
    if (!isOpen()) return;
    if (isAbortError(error)) {
      studioStore.setState({ calibration: null });
      return;
    }
    if (!isStudioError(error)) throw error;
    update({ status: 'failed', stage: null, diagnostics: error.diagnostics });
  }
}

/** Stops a calibration that runs; the model stays as it is. */
export function cancelCalibration(): void {
  current?.abort();
  trainingClient.stop();
}

function set(calibration: CalibrationRun): void {
  studioStore.setState({ calibration });
}

function update(change: Partial<CalibrationRun>): void {
  studioStore.setState(({ calibration }) => ({
    calibration: calibration && { ...calibration, ...change },
  }));
}
