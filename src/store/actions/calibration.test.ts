import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { studioStore } from '../studioStore.ts';
import {
  fakeClients,
  openModel,
  refusal,
  withModel,
  type FakeClients,
} from '../testing/fakeClients.ts';
import { calibrate, cancelCalibration } from './calibration.ts';

let workers: FakeClients;
const state = () => studioStore.getState();
const request = {
  ...{ name: 'digits', files: [], test: null, classNames: null },
  shape: [28, 28, 1],
} as const;
const summary = {
  ...{ name: 'digits', count: 9, testCount: 0, shape: request.shape },
  ...{ classes: [], inMemory: true },
};
const outcome = { samples: 64, measure: 'relative-error', layers: [], activations: [] };

beforeEach(() => {
  openModel('a', { trainingData: { status: 'open', request, summary } });
  workers = fakeClients();
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function underWay() {
  void calibrate('bias');
  await workers.call('trainingModels').answer(null);
  return workers.call('calibrate');
}

it('tells its stage, and its weights become a step of undo; then the models are judged', async () => {
  const { tell, answer } = await underWay();
  await tell({ kind: 'stage', text: 'Calibrating', fraction: 0.5 });
  expect(state().calibration).toMatchObject({ status: 'running', stage: { fraction: 0.5 } });
  await answer(outcome);
  await workers.call('keepTrained').answer({ stored: true });
  expect(state().calibration).toMatchObject({ status: 'done', outcome: { samples: 64 } });
  expect(state().plan.edits).toMatchObject([{ kind: 'trained' }]);
  expect(workers.methods().at(-1)).toBe('judges');
});

it.each(['calibrate', 'keepTrained'])('cancelled during "%s": the model stays', async (step) => {
  const running = await underWay();
  if (step === 'keepTrained') await running.answer(outcome);
  cancelCalibration();
  expect(state().calibration).toBeNull();
  expect(workers.call(step).isCancelled()).toBe(true);
  await workers.call(step).answer(step === 'calibrate' ? outcome : { stored: true });
  expect(state().plan.edits).toEqual([]);
});

it('cancelled while the models are prepared: nothing is calibrated', async () => {
  void calibrate('bias');
  cancelCalibration();
  await workers.call('trainingModels').answer(null);
  expect(workers.methods()).toEqual(['trainingModels']);
});

it('refused: it says why', async () => {
  await (await underWay()).refuse(refusal);
  const { calibration } = state();
  expect(calibration).toMatchObject({ status: 'failed', diagnostics: refusal.diagnostics });
});

it('another model is left alone by it', async () => {
  const { answer } = await underWay();
  studioStore.setState(withModel('b', { calibration: null }));
  await answer(outcome);
  expect(state().calibration).toBeNull();
  expect(workers.methods()).not.toContain('keepTrained');
});

it('begun anew: the later one counts', async () => {
  const first = await underWay();
  const second = await underWay();
  await first.answer(outcome);
  expect(state().calibration?.status).toBe('running');
  await second.answer(outcome);
  await workers.call('keepTrained').answer({ stored: true });
  expect(state().plan.edits).toHaveLength(1);
});
