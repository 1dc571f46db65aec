import { afterEach, beforeEach, expect, it, vi } from 'vitest';
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
import { loadThumbnails, reopenData } from './trainingData.ts';

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
  expect(data()).toEqual({ status: 'failed', name: 'one', diagnostics: refusal.diagnostics });
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
