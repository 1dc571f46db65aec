import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { abortError } from '../../worker/rpc/runJob.ts';
import type { DataRequest } from '../../worker/training/contract.ts';
import { studioStore } from '../studioStore.ts';
import {
  fakeClients,
  lost,
  openModel,
  refusal,
  settled,
  withModel,
  type FakeClients,
} from '../testing/fakeClients.ts';
import { forgetTraining, readKeptTraining } from './keptTraining.ts';
import { leaveTraining } from './open.ts';
import {
  continueTraining,
  discardTraining,
  keepLearned,
  offerKeptTraining,
  pauseTraining,
  resumeTraining,
  startTraining,
  stopTraining,
} from './training.ts';

vi.mock('./keptTraining.ts', () => ({
  fingerprint: (model: unknown) => model,
  trainingSlot: () => Promise.resolve('slot'),
  keepTraining: vi.fn(() => Promise.resolve()),
  forgetTraining: vi.fn(() => Promise.resolve()),
  readKeptTraining: vi.fn(() => Promise.resolve(null)),
}));

let workers: FakeClients;
const state = () => studioStore.getState();
const run = () => state().trainingRun;
const request: DataRequest = {
  ...{ name: 'digits', files: [], test: null, classNames: null },
  shape: [28, 28, 1],
};
const summary = {
  ...{ name: 'digits', count: 9, testCount: 0, shape: request.shape },
  ...{ classes: [], inMemory: true },
};
const trainingData = { status: 'open', request, summary } as const;
const data = { name: 'digits', count: 9, division: null };
const parts = [{ bits: null, before: 0.5, after: 0.9, epoch: 2 }];
const finished = { parts, stopped: false };
const stopped = { parts, stopped: true };
const progress = {
  kind: 'progress',
  progress: { part: 0, step: 4, loss: 1, batchLoss: 1, accuracy: 0.5 },
};

beforeEach(() => {
  vi.useFakeTimers();
  openModel('a', { trainingData });
  workers = fakeClients();
  vi.mocked(forgetTraining).mockClear();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Starts a training and brings it to its worker. */
async function underWay() {
  void startTraining();
  await workers.call('trainingModels').answer(null);
  return workers.call('train');
}

/** Events are drawn together. */
async function drawn() {
  await vi.advanceTimersByTimeAsync(200);
}

describe('a training that runs to its end', () => {
  it('starts, tells, and its weights become a step of undo', async () => {
    const training = await underWay();
    expect(run()?.status).toBe('preparing');
    expect(training.input).toMatchObject({ slot: 'slot', settings: { epochs: 5 } });
    await training.tell(progress);
    await drawn();
    expect(run()).toMatchObject({ status: 'running', points: [{ step: 4 }] });
    await training.answer(finished);
    await workers.call('keepTrained').answer({ stored: true });
    expect(run()).toMatchObject({ status: 'done', results: parts });
    expect(state().plan.edits).toEqual([{ kind: 'trained', id: run()?.trained, data }]);
    expect(forgetTraining).toHaveBeenCalledOnce();
  });

  it('hands ports from worker to worker: no model reaches the page', async () => {
    const training = await underWay();
    const { models, weights } = training.input as { models: unknown; weights: unknown };
    expect(training.options.transfer).toEqual([models, weights]);
    expect(models).toBeInstanceOf(MessagePort);
    expect(workers.call('trainingModels').options.transfer).toHaveLength(1);
    await training.answer(finished);
    const { from } = workers.call('keepTrained').input;
    expect(from).toBeInstanceOf(MessagePort);
  });

  it('edits that were made meanwhile come behind the weights', async () => {
    const training = await underWay();
    const fix = { kind: 'safeFixes' } as const;
    studioStore.setState(({ plan }) => ({ plan: { ...plan, edits: [fix] } }));
    await training.answer(finished);
    await workers.call('keepTrained').answer({ stored: true });
    expect(state().plan.edits).toEqual([{ kind: 'trained', id: run()?.trained, data }, fix]);
  });

  it('is told when the browser does not store them', async () => {
    const training = await underWay();
    await training.answer(finished);
    await workers.call('keepTrained').answer({ stored: false });
    expect(state().toasts).toMatchObject([{ tone: 'warning' }]);
  });
});

describe('pause, resume, stop', () => {
  it('go to the job, and the state says so', async () => {
    const { options, tell } = await underWay();
    const words: string[] = [];
    options.steering?.follow((word) => words.push(word));
    await tell(progress);
    await drawn();
    pauseTraining();
    expect(run()?.status).toBe('paused');
    // Of a step that was under way.
    await tell(progress);
    await drawn();
    expect(run()?.status).toBe('paused');
    resumeTraining();
    expect(run()?.status).toBe('running');
    stopTraining();
    expect(run()?.status).toBe('stopping');
    expect(words).toEqual(['pause', 'resume', 'stop']);
  });

  it('a stopped training gives what it learned; it is used when asked for', async () => {
    const training = await underWay();
    stopTraining();
    await training.answer(stopped);
    await workers.call('keepTrained').answer({ stored: true });
    expect(run()?.status).toBe('stopped');
    expect(state().plan.edits).toEqual([]);
    keepLearned();
    await settled();
    expect(run()?.status).toBe('done');
    expect(state().plan.edits).toHaveLength(1);
  });

  it('a training that is stopped before it learned anything leaves nothing', async () => {
    const training = await underWay();
    stopTraining();
    await training.refuse(abortError());
    expect(run()).toBeNull();
    expect(forgetTraining).toHaveBeenCalled();
  });

  it('stopped while the models are prepared: the worker hears the stop with the call', async () => {
    void startTraining();
    stopTraining();
    await workers.call('trainingModels').answer(null);
    expect(workers.call('train').options.steering?.isStopped).toBe(true);
  });

  it('a continued training that is stopped at once can be continued again', async () => {
    const training = await underWay();
    stopTraining();
    await training.answer(stopped);
    await workers.call('keepTrained').answer({ stored: true });
    void continueTraining();
    await settled();
    expect(run()).toMatchObject({ status: 'preparing', trained: null, results: [] });
    expect(workers.call('continueTraining').options.steering?.isStopped).toBe(false);
    stopTraining();
    await workers.call('continueTraining').refuse(abortError());
    expect(run()?.status).toBe('interrupted');
  });

  it('a worker that is ended because it does not stop leaves an interrupted training', async () => {
    const training = await underWay();
    stopTraining();
    await training.refuse(lost('studio/training-lost'));
    expect(run()).toMatchObject({ status: 'interrupted' });
    expect(workers.methods()).not.toContain('continueTraining');
  });

  it('discarding clears it', async () => {
    const training = await underWay();
    stopTraining();
    await training.answer(stopped);
    await workers.call('keepTrained').answer({ stored: true });
    discardTraining();
    expect(run()).toBeNull();
  });
});

describe('a worker that dies', () => {
  it('is replaced, and the training goes on from its last state', async () => {
    const training = await underWay();
    await training.refuse(lost('studio/training-lost'));
    await drawn();
    expect(run()).toMatchObject({ status: 'preparing', notices: [{ tone: 'warning' }] });
    await workers.call('continueTraining').answer(finished);
    await workers.call('keepTrained').answer({ stored: true });
    expect(run()?.status).toBe('done');
  });

  it('keeps a pause', async () => {
    const training = await underWay();
    pauseTraining();
    await training.refuse(lost('studio/training-lost'));
    expect(run()?.status).toBe('paused');
    expect(workers.call('continueTraining').options.steering?.isPaused).toBe(true);
  });

  it('again and again: the training is interrupted', async () => {
    const training = await underWay();
    await training.refuse(lost('studio/training-lost'));
    await workers.call('continueTraining').refuse(lost('studio/training-lost'));
    await workers.call('continueTraining').refuse(lost('studio/training-lost'));
    expect(run()).toMatchObject({ status: 'interrupted' });
    expect(run()?.diagnostics?.[0]?.code).toBe('studio/training-lost');
    expect(workers.calls).toHaveLength(4);
  });

  it('the other worker, as it takes the weights: the last state is still there', async () => {
    const training = await underWay();
    await training.answer(finished);
    await workers.call('keepTrained').refuse(lost('studio/worker-lost'));
    expect(run()?.status).toBe('interrupted');
    expect(forgetTraining).not.toHaveBeenCalled();
  });

  it('the other worker, before there was anything to go on with: it failed', async () => {
    void startTraining();
    await workers.call('trainingModels').refuse(lost('studio/worker-lost'));
    expect(run()?.status).toBe('failed');
  });

  it('a refusal is no death', async () => {
    const training = await underWay();
    await training.refuse(refusal);
    expect(run()).toMatchObject({ status: 'failed', diagnostics: refusal.diagnostics });
  });
});

describe('another model', () => {
  const other = () => {
    leaveTraining();
    studioStore.setState(withModel('b', { trainingRun: null, trainingData: { status: 'none' } }));
  };

  it('ends the training and is left alone by it', async () => {
    const training = await underWay();
    await training.tell(progress);
    await drawn();
    other();
    expect(training.isCancelled()).toBe(true);
    expect(state().toasts).toMatchObject([{ tone: 'neutral' }]);
    await training.tell(progress);
    await training.answer(stopped);
    await drawn();
    expect(run()).toBeNull();
    expect(state().plan.edits).toEqual([]);
    expect(workers.methods()).not.toContain('keepTrained');
  });

  it('comes while the models are prepared: nothing is trained', async () => {
    void startTraining();
    other();
    await workers.call('trainingModels').answer(null);
    expect(workers.methods()).toEqual(['trainingModels']);
  });

  it('comes while the weights are kept: they are not used', async () => {
    const training = await underWay();
    await training.answer(finished);
    other();
    await workers.call('keepTrained').answer({ stored: true });
    expect(state().plan.edits).toEqual([]);
  });

  it('comes when the worker has died: nothing is revived', async () => {
    const training = await underWay();
    other();
    await training.refuse(lost('studio/training-lost'));
    expect(workers.methods()).not.toContain('continueTraining');
  });
});

describe('a training of before a reload', () => {
  const kept = {
    ...{ model: { name: 'a.h5', bytes: 1, layers: 1 }, plan: state().plan },
    ...{
      settings: state().training,
      data: { ...request, files: [{ path: 'x', blob: new Blob() }] },
    },
  };

  it('is offered with its data', async () => {
    vi.mocked(readKeptTraining).mockResolvedValueOnce(kept);
    void offerKeptTraining();
    await settled();
    expect(run()).toMatchObject({ status: 'interrupted', dataName: 'digits' });
    expect(workers.methods()).toEqual(['openData']);
  });

  it.each([
    ['the user began another one meanwhile', () => void startTraining(), 'preparing'],
    [
      'another model was opened meanwhile',
      () => {
        studioStore.setState(withModel('b'));
      },
      undefined,
    ],
  ])('is not offered when %s', async (_, act, status) => {
    let read: (value: typeof kept) => void = () => undefined;
    vi.mocked(readKeptTraining).mockReturnValueOnce(new Promise((resolve) => (read = resolve)));
    void offerKeptTraining();
    act();
    read(kept);
    await settled();
    expect(run()?.status).toBe(status);
  });
});
