import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diagnostic, StudioError } from '../../core/errors/diagnostic.ts';
import type { DataRequest } from '../../worker/training/contract.ts';
import { studioStore } from '../studioStore.ts';
import {
  fakeClients,
  openModel,
  refusal,
  settled,
  withModel,
  type FakeClients,
} from '../testing/fakeClients.ts';
import { dataQuestion, loadThumbnails, reopenData } from './trainingData.ts';

let workers: FakeClients;
const data = () => studioStore.getState().trainingData;
const request = (name: string): DataRequest => ({
  ...{ name, files: [], test: null, classNames: null },
  shape: [28, 28, 1],
});

/** Asks for a set, and waits until its worker has heard. */
async function asked(name: string) {
  void reopenData(request(name));
  await settled();
}

beforeEach(() => {
  openModel('a');
  workers = fakeClients();
});

afterEach(() => {
  vi.restoreAllMocks();
});

it('opens: reading, then there', async () => {
  await asked('one');
  expect(data()).toMatchObject({ status: 'opening', request: { name: 'one' } });
  await workers.call('openData').answer({ name: 'one', count: 3 });
  expect(data()).toMatchObject({ status: 'open', summary: { count: 3 } });
});

it('fails with the reason', async () => {
  await asked('one');
  await workers.call('openData').refuse(refusal);
  const { diagnostics } = refusal;
  expect(data()).toEqual({ status: 'failed', name: 'one', diagnostics, request: request('one') });
});

describe('values that are no pixels', () => {
  const asking = new StudioError([
    diagnostic('data/not-pixels', {}, -1, 1, [{ low: -1, high: 1 }], true),
  ]);

  it('are asked about, and the answer opens the set again', async () => {
    await asked('one');
    await workers.call('openData').refuse(asking);
    const question = dataQuestion(data());
    expect(question).toMatchObject({ name: 'one', lowest: -1, highest: 1 });
    const [range] = question?.ranges ?? [];
    expect(range).toEqual({ low: -1, high: 1 });
    if (range) question?.answer(range);
    await settled();
    expect(workers.call('openData').input['range']).toEqual(range);
    await workers.call('openData').answer({ name: 'one', count: 3 });
    expect(data().status).toBe('open');
    expect(dataQuestion(data())).toBeNull();
  });

  it('bring the input scaling that belongs to them, if it is wanted', async () => {
    await asked('one');
    await workers.call('openData').refuse(asking);
    dataQuestion(data())?.answer({ low: -1, high: 1 });
    const offer = studioStore.getState().toasts.at(-1);
    expect(offer?.action?.label).toBe('Scale inputs to \u22121 to 1');
    expect(studioStore.getState().plan.settings.inputScaling).toBeNull();
    offer?.action?.run();
    const scaling = { scale: 127.5, shift: 127.5 };
    expect(studioStore.getState().plan.settings.inputScaling).toEqual(scaling);
  });

  it('are no question where something else is wrong', async () => {
    await asked('one');
    await workers.call('openData').refuse(refusal);
    expect(dataQuestion(data())).toBeNull();
  });
});

it.each([
  ['first', [0, 1]],
  ['last', [1, 0]],
])('the set that was asked for last stays, if the other answers %s', async (_, order) => {
  await asked('one');
  await asked('two');
  expect(workers.calls[0]?.isCancelled()).toBe(true);
  for (const at of order) await workers.calls[at]?.answer({ name: at === 0 ? 'one' : 'two' });
  expect(data()).toMatchObject({ status: 'open', summary: { name: 'two' } });
});

it('a set that fails late says nothing where another is open', async () => {
  await asked('one');
  await asked('two');
  await workers.calls[1]?.answer({ name: 'two' });
  await workers.calls[0]?.refuse(refusal);
  expect(data().status).toBe('open');
});

it('belongs to its model', async () => {
  await asked('one');
  studioStore.setState(withModel('b', { trainingData: { status: 'none' } }));
  await workers.call('openData').answer({ name: 'one' });
  expect(data().status).toBe('none');
});

it('stays, whatever the plan', async () => {
  await asked('one');
  studioStore.setState(({ plan }) => ({ plan: { ...plan } }));
  await workers.call('openData').answer({ name: 'one' });
  expect(data().status).toBe('open');
});

it('pictures of a set that made way are not shown', async () => {
  const first = loadThumbnails(1, () => undefined);
  const second = loadThumbnails(1, () => undefined);
  await workers.calls[0]?.answer('first');
  await workers.calls[1]?.answer('second');
  expect(await first).toBeUndefined();
  expect(await second).toBe('second');
});
