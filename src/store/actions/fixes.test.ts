import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../project/assess.ts';
import { studioStore } from '../studioStore.ts';
import {
  derived,
  fakeClients,
  openModel,
  withModel,
  type FakeClients,
} from '../testing/fakeClients.ts';
import {
  applyPreview,
  cancelPreview,
  previewConvertible,
  previewFix,
  previewRule,
  showProblem,
  tickFixes,
} from './fixes.ts';

let workers: FakeClients;
const state = () => studioStore.getState();
const step = { on: 'model', pass: 'drop-noise', layer: 'a' } as const;
const edit = { kind: 'fix', ...step } as const;
const found = { describe: ['Drops it.'], exact: true, after: derived, steps: [step], items: [] };
const problem = {
  ...{ edit, code: 'rule/supported-layer', subject: 'Noise', where: { layer: 'a' } },
  title: 'Not supported',
} as unknown as Problem;

beforeEach(() => {
  openModel('a');
  workers = fakeClients();
});

afterEach(() => {
  vi.restoreAllMocks();
});

it('shows what a fix would do, and does it as one step of undo', async () => {
  void previewFix(problem);
  await workers.call('previewRepairs').answer(found);
  expect(state().preview?.title).toBe('Fix of a: not supported');
  applyPreview();
  expect(state().plan.edits).toEqual([edit]);
  expect(state()).toMatchObject({ preview: null, fixed: { edit } });
});

it('a fix that changes the function asks the training to learn from the original model', async () => {
  expect(state().training.distillation).toBe(false);
  void previewFix(problem);
  await workers.call('previewRepairs').answer({ ...found, exact: false });
  applyPreview();
  expect(state().training.distillation).toBe(true);
});

it('asked for one model, never lands on another, though both have the same plan', async () => {
  void previewFix(problem);
  studioStore.setState(withModel('b'));
  await workers.call('previewRepairs').answer(found);
  expect(state().preview).toBeNull();
});

it.each([
  [
    'another problem is looked at',
    () => {
      showProblem('other', problem);
    },
  ],
  ['it is put away', cancelPreview],
])('does not come up any more when %s meanwhile', async (_, act) => {
  void previewFix(problem);
  act();
  await workers.call('previewRepairs').answer(found);
  expect(state().preview).toBeNull();
});

it('the last that is asked for shows', async () => {
  void previewFix(problem);
  void previewConvertible();
  await workers.calls[1]?.answer(found);
  await workers.calls[0]?.answer({ ...found, describe: ['Late.'] });
  expect(state().preview?.title).toBe('Make it convertible');
});

it('fixes all layers of a rule as one step of undo', async () => {
  void previewRule(problem, 2);
  const { input } = workers.call('previewRepairs');
  expect(input['request']).toEqual({ fixes: 'all', rule: 'supported-layer', subject: 'Noise' });
  const steps = [step, { ...step, layer: 'b' }];
  await workers.call('previewRepairs').answer({ ...found, steps });
  expect(state().preview?.title).toBe('Fix of 2 layers: Noise');
  applyPreview();
  expect(state().plan.edits).toEqual([{ kind: 'fixes', steps }]);
  studioStore.temporal.getState().undo();
  expect(state().plan.edits).toEqual([]);
});

describe('make it convertible', () => {
  const item = (pass: string, exact: boolean) => ({ pass, exact, layers: ['a'], describe: [] });
  const items = [item('join-relus', true), item('insert-relu', false)];

  async function listed() {
    void previewConvertible();
    await workers.calls[0]?.answer({ ...found, items });
    await workers.calls[1]?.answer({ ...found, items: items.slice(0, 1) });
  }

  it('offers every fix, and ticks those that keep the outputs', async () => {
    await listed();
    expect(workers.calls.map(({ input }) => input['request'])).toEqual([
      { fixes: 'all' },
      { fixes: [{ pass: 'join-relus', exact: true }] },
    ]);
    const { checklist } = state().preview ?? {};
    expect(checklist?.offered).toEqual(items);
    expect(checklist?.chosen).toEqual(['join-relus exact']);
  });

  it('asks once where all of them keep the outputs', async () => {
    void previewConvertible();
    await workers.calls[0]?.answer({ ...found, items: items.slice(0, 1) });
    expect(workers.calls).toHaveLength(1);
    expect(state().preview?.checklist?.chosen).toEqual(['join-relus exact']);
  });

  it('is not done before it is known what the ticks come to', async () => {
    await listed();
    void tickFixes(['join-relus exact', 'insert-relu changes']);
    expect(state().preview?.checklist?.isStale).toBe(true);
    applyPreview();
    expect(state().plan.edits).toEqual([]);
    const steps = [step, { ...step, layer: 'b' }];
    await workers.calls[2]?.answer({ ...found, steps, exact: false });
    applyPreview();
    expect(state().plan.edits).toEqual([{ kind: 'fixes', steps }]);
    expect(state().training.distillation).toBe(true);
  });

  it('does nothing with nothing ticked', async () => {
    await listed();
    void tickFixes([]);
    await workers.calls[2]?.answer({ ...found, steps: [] });
    expect(state().preview?.edit).toBeNull();
    applyPreview();
    expect(state().plan.edits).toEqual([]);
  });
});
