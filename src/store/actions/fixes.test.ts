import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Problem } from '../../project/assess.ts';
import { studioStore } from '../studioStore.ts';
import {
  derived,
  fakeClients,
  openModel,
  withModel,
  type FakeClients,
} from '../testing/fakeClients.ts';
import { applyPreview, cancelPreview, previewFix, previewSafeFixes, showProblem } from './fixes.ts';

let workers: FakeClients;
const state = () => studioStore.getState();
const found = { describe: ['Drops it.'], exact: true, after: derived };
const edit = { kind: 'fix', on: 'model', pass: 'dropDropout', layer: 'a' } as const;
const problem = { edit, where: { layer: 'a' }, title: 'Dropout' } as unknown as Problem;

beforeEach(() => {
  openModel('a');
  workers = fakeClients();
});

afterEach(() => {
  vi.restoreAllMocks();
});

it('shows what a fix would do, and does it as one step of undo', async () => {
  void previewFix(problem);
  await workers.call('previewEdit').answer(found);
  expect(state().preview?.title).toBe('Fix of a: dropout');
  applyPreview();
  expect(state().plan.edits).toEqual([edit]);
  expect(state()).toMatchObject({ preview: null, fixed: { edit } });
});

it('a fix that changes the function asks the training to learn from the original model', async () => {
  expect(state().training.distillation).toBe(false);
  void previewFix(problem);
  await workers.call('previewEdit').answer({ ...found, exact: false });
  applyPreview();
  expect(state().training.distillation).toBe(true);
});

it('asked for one model, never lands on another, though both have the same plan', async () => {
  void previewFix(problem);
  studioStore.setState(withModel('b'));
  await workers.call('previewEdit').answer(found);
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
  await workers.call('previewEdit').answer(found);
  expect(state().preview).toBeNull();
});

it('the last that is asked for shows', async () => {
  void previewFix(problem);
  void previewSafeFixes();
  await workers.calls[1]?.answer(found);
  await workers.calls[0]?.answer(found);
  expect(state().preview?.title).toBe('Fix all safe ones');
});
