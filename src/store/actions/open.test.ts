import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialPlan } from '../../project/plan.ts';
import { SESSION_VERSION } from '../../project/session.ts';
import { initialTraining } from '../slices/finetune.ts';
import { studioStore } from '../studioStore.ts';
import {
  derived,
  fakeClients,
  openModel,
  refusal,
  type FakeClients,
} from '../testing/fakeClients.ts';
import { cancelOpening, closeModel, dismissOpenError, openFiles, restoredView } from './open.ts';
import { openDropped } from './openFiles.ts';

let workers: FakeClients;
const state = () => studioStore.getState();
const file = (name: string) => ({ name, blob: new Blob() });
const opened = (name: string) => ({
  model: { name, format: '', kind: 'keras', bytes: 1, layers: 1 },
  derived,
});

beforeEach(() => {
  openModel('before');
  workers = fakeClients();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('opening', () => {
  it('shows the model once it is read, as a document of its own', async () => {
    void openFiles([file('a.h5')]);
    const { input, options, tell, answer } = workers.call('open');
    expect(input).toMatchObject({ plan: initialPlan });
    expect(state()).toMatchObject({ opening: { name: 'a.h5' }, document: 'before' });
    await tell({ text: 'Checking the model', fraction: null });
    expect(state().opening?.progress.text).toBe('Checking the model');
    await answer(opened('a.h5'));
    expect(state()).toMatchObject({ opening: null, document: options.document, openError: null });
    expect(state().model?.name).toBe('a.h5');
    expect(options.document).not.toBe('before');
  });

  it('gives every opening another document, the same file too', async () => {
    const documents = new Set<unknown>();
    for (let time = 0; time < 2; time++) {
      void openFiles([file('a.h5')]);
      await workers.call('open').answer(opened('a.h5'));
      documents.add(state().document);
    }
    expect(documents.size).toBe(2);
  });

  it('gives every model a plan of its own: what was worked out for one never counts for another', async () => {
    const plans = new Set<unknown>();
    for (const name of ['a.h5', 'b.h5']) {
      void openFiles([file(name)]);
      await workers.call('open').answer(opened(name));
      plans.add(state().plan);
    }
    closeModel();
    plans.add(state().plan);
    expect(plans.size).toBe(3);
  });

  it('leaves what was open when it is refused, and says why', async () => {
    void openFiles([file('a.h5')]);
    await workers.call('open').refuse(refusal);
    expect(state()).toMatchObject({ document: 'before', opening: null });
    expect(state().openError).toEqual({ name: 'a.h5', diagnostics: refusal.diagnostics });
    dismissOpenError();
    expect(state().openError).toBeNull();
  });

  it('cancelled: the answer that comes all the same changes nothing', async () => {
    void openFiles([file('a.h5')]);
    cancelOpening();
    expect(state().opening).toBeNull();
    expect(workers.call('open').isCancelled()).toBe(true);
    await workers.call('open').answer(opened('a.h5'));
    expect(state().document).toBe('before');
  });

  it.each([
    ['first', [0, 1]],
    ['last', [1, 0]],
  ])('overtaken by a newer one: the newer shows, if the older answers %s', async (_, order) => {
    void openFiles([file('a.h5')]);
    void openFiles([file('b.h5')]);
    expect(state().opening?.name).toBe('b.h5');
    for (const at of order) await workers.calls[at]?.answer(opened(at === 0 ? 'a.h5' : 'b.h5'));
    expect(state().model?.name).toBe('b.h5');
    expect(state().opening).toBeNull();
  });

  it('overtaken while it is refused: nobody hears of the older one', async () => {
    void openFiles([file('a.h5')]);
    void openFiles([file('b.h5')]);
    await workers.calls[0]?.refuse(refusal);
    expect(state()).toMatchObject({ openError: null, opening: { name: 'b.h5' } });
  });

  it('forgets what was found of the model before', async () => {
    studioStore.setState({ problem: 'p', selected: 'conv', exportProblems: refusal.diagnostics });
    const quantizationError = { plan: initialPlan, samples: '', layers: [] };
    studioStore.setState({ quantizationError });
    void openFiles([file('a.h5')]);
    await workers.call('open').answer(opened('a.h5'));
    expect(state()).toMatchObject({ problem: null, selected: null, exportProblems: [] });
    expect(state().quantizationError).toBeNull();
  });

  it('closing the model leaves none', () => {
    closeModel();
    expect(state()).toMatchObject({ document: null, model: null, derived: null, files: [] });
  });
});

describe('opening a saved session', () => {
  const record = {
    ...{ version: SESSION_VERSION, plan: { ...initialPlan }, change: 'Fix', view: {} },
    ...{ past: [{ plan: initialPlan, change: '' }], future: [] },
  };
  const session = { record, files: [file('inside.h5')] };
  const zip = () => new File([], 'work.session.zip');

  it('takes it apart, then opens its model under its plan', async () => {
    void openDropped([zip()]);
    await workers.call('unpackSession').answer(session);
    expect(state().opening?.name).toBe('inside.h5');
    await workers.call('open').answer(opened('inside.h5'));
    expect(state()).toMatchObject({ plan: record.plan, change: 'Fix', opening: null });
    expect(studioStore.temporal.getState().pastStates).toHaveLength(1);
  });

  it('cancelled while it is taken apart: nothing is opened', async () => {
    void openDropped([zip()]);
    cancelOpening();
    await workers.call('unpackSession').answer(session);
    expect(workers.methods()).toEqual(['unpackSession']);
  });
});

it('takes back what was saved', () => {
  const training = { ...initialTraining, epochs: 3, patience: 2 };
  const view = { stage: 'simulate', selected: 'conv', colourBy: 'sparsity', training };
  expect(restoredView({ view })).toEqual(view);
});

it('takes nothing else into the store', () => {
  const view = {
    stage: 'nowhere',
    selected: 3,
    colourBy: 'taste',
    training: 'hard',
    model: 1,
  };
  expect(restoredView({ view })).toEqual({ stage: 'model', selected: null, colourBy: 'problems' });
});

it('takes the settings of a training that it knows, and the usual ones for the rest', () => {
  const view = { training: { epochs: 3, seed: 'x', colour: 'red' } };
  expect(restoredView({ view }).training).toEqual({ ...initialTraining, epochs: 3 });
});
