import type { CalibrationMethod } from '../../project/training/request.ts';
import { ask, cancelAsk } from '../ask.ts';
import type { CalibrationRun } from '../slices/finetune.ts';
import { studioStore } from '../studioStore.ts';
import { trainedData } from '../judging.ts';
import { judge, keepWeights, modelsOf, withTrained } from './applyTrained.ts';
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

/** Calibrates the model of the plan with training images of the open data set, as one step of undo. */
export async function calibrate(method: CalibrationMethod): Promise<void> {
  const { training, trainingData, derived } = studioStore.getState();
  if (trainingData.status !== 'open') return;
  await ask(
    {
      key: 'calibration',
      about: 'document',
      failed: (diagnostics) => {
        update({ status: 'failed', stage: null, diagnostics });
      },
      ended: () => {
        // Cancelled: the model stays as it is.
        if (studioStore.getState().calibration?.status === 'running') {
          studioStore.setState({ calibration: null });
        }
      },
    },
    async (asking) => {
      const { plan } = asking;
      const data = trainedData(trainingData.summary, training);
      set({ method, status: 'running', stage: null, outcome: null, diagnostics: null });
      const models = await modelsOf(asking, plan, true);
      const { port1: weights, port2: learned } = new MessageChannel();
      const outcome = await asking.training(
        'calibrate',
        {
          ...{ models, weights, method, samples: SAMPLES },
          settings: training,
          conversion: plan.settings,
          bits: derived?.bits ?? null,
        },
        {
          transfer: [models, weights],
          onEvent: (event) => {
            if (event.kind === 'stage') update({ stage: event });
          },
        },
      );
      const id = await keepWeights(asking, learned);
      changePlan(CHANGES[method], (now) => ({
        ...now,
        edits: withTrained(now.edits, plan.edits, { id, data }),
      }));
      update({ status: 'done', stage: null, outcome });
      showDrawer('training');
      await judge([plan, studioStore.getState().plan]);
    },
  );
}

/** Stops a calibration that runs; the model stays as it is. */
export function cancelCalibration(): void {
  cancelAsk('calibration');
}

function set(calibration: CalibrationRun): void {
  studioStore.setState({ calibration });
}

function update(change: Partial<CalibrationRun>): void {
  studioStore.setState(({ calibration }) => ({
    calibration: calibration && { ...calibration, ...change },
  }));
}
