import { afterEach, expect, it, vi } from 'vitest';
import type { Outcome } from '../../project/outcome.ts';
import { initialPlan } from '../../project/plan.ts';
import type { OutcomeSlice } from '../slices/outcome.ts';
import { studioStore, type StudioState } from '../studioStore.ts';
import { derived, fakeClients, openModel, settled } from '../testing/fakeClients.ts';
import { judgeBy } from './givenImages.ts';
import { followOutcome, measure, measureBits } from './measure.ts';
import { outcomeFor, planKey, verdictOf, withBits } from './outcome.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const judges = { id: 'j', name: 'MNIST, 500 test digits', images: 200, isBuiltIn: true };
const outcome: Outcome = {
  of: 200,
  classes: 10,
  float: { images: 200, correct: 190 },
  quantized: { images: 200, correct: 65 },
  spiking: { images: 200, correct: 64 },
  pair: { images: 200, float: 190, spiking: 64 },
  agreement: { images: 200, same: 198 },
  packedBytes: 24_000,
};

function stateWith(found: Partial<Outcome>, more: Partial<OutcomeSlice> = {}): StudioState {
  const measured = {
    plan: planKey(initialPlan),
    judges: 'j',
    outcome: { ...outcome, ...found },
    done: true,
  };
  return { ...studioStore.getInitialState(), derived, judges, outcomes: [measured], ...more };
}

it('names what is lost, on the same images', () => {
  const verdict = verdictOf(stateWith({}));
  expect(verdict).toMatchObject({ kind: 'known', finding: 'lost', images: 200, lost: 0.63 });
  if (verdict.kind !== 'known') return;
  expect(verdict.spiking?.share).toBe(0.32);
  expect(verdict.spiking?.low).toBeCloseTo(0.259, 3);
});

it.each([
  [{ pair: { images: 200, float: 190, spiking: 187 } }, 'kept'],
  [{ pair: { images: 200, float: 190, spiking: 185 } }, 'lost'],
  [{ pair: { images: 200, float: 190, spiking: 22 } }, 'guessing'],
  [{ pair: null, spiking: null }, 'float'],
  [{ pair: null, float: null, spiking: { images: 200, correct: 190 } }, 'kept'],
])('%j is %s', (found, finding) => {
  expect(verdictOf(stateWith(found))).toMatchObject({ kind: 'known', finding });
});

it('claims nothing without images, or on images that the model does not know', () => {
  expect(verdictOf(stateWith({}, { judges: 'none' }))).toEqual({ kind: 'unknown', unfit: null });
  expect(verdictOf(stateWith({}, { outcomes: [] }))).toEqual({ kind: 'waiting' });
  const guessed = { images: 200, correct: 21 };
  const found = { float: guessed, quantized: guessed, spiking: guessed };
  const pair = { images: 200, float: 21, spiking: 21 };
  expect(verdictOf(stateWith({ ...found, pair }))).toEqual({ kind: 'unknown', unfit: judges });
  // Images of the user's own are what the user says they are.
  const own = { ...judges, isBuiltIn: false };
  expect(verdictOf(stateWith({ ...found, pair }, { judges: own }))).toMatchObject({
    finding: 'guessing',
  });
});

it('is the same object as long as nothing about it changes', () => {
  const state = stateWith({});
  expect(verdictOf(state)).toBe(verdictOf({ ...state }));
});

const bits = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };
const set = {
  images: { data: new Uint8Array(3 * 4), shape: [3, 2, 2, 1] },
  labels: Int32Array.of(0, 1, 2),
  name: 'own.npz',
  classNames: null,
};

function openWithImages(): void {
  const layers = [{ name: 'in', outputShape: [null, 2, 2, 1], parameters: 1 }];
  openModel('m', {
    derived: {
      ...derived,
      graph: { ...derived.graph, layers },
    } as unknown as StudioState['derived'],
  });
  judgeBy(set);
}

it('measures on the images that the user gave, tells what is known, and is dropped by the next change', async () => {
  const clients = fakeClients();
  openWithImages();
  const running = measure();
  await settled();
  const call = clients.call('measureOutcome');
  expect(call.input).toMatchObject({ forms: 'all', judges: { shape: [3, 2, 2, 1] } });
  expect(studioStore.getState()).toMatchObject({
    measuringOutcome: true,
    judges: { name: 'own.npz', images: 3, isBuiltIn: false },
  });
  await call.tell({ ...outcome, of: 3 });
  expect(verdictOf(studioStore.getState())).toMatchObject({ kind: 'known', done: false });
  const { plan } = studioStore.getState();
  studioStore.setState({ plan: withBits(plan, bits) });
  await running;
  expect(call.isCancelled()).toBe(true);
  expect(studioStore.getState().measuringOutcome).toBe(false);
  expect(verdictOf(studioStore.getState())).toEqual({ kind: 'waiting' });
  // What was known of the plan before is there when undo goes back to it.
  studioStore.setState({ plan });
  expect(verdictOf(studioStore.getState())).toMatchObject({ kind: 'known' });
});

it('measures whenever the worker has worked out another plan', async () => {
  const clients = fakeClients();
  openWithImages();
  const unfollow = followOutcome();
  const { derived: before } = studioStore.getState();
  studioStore.setState({ derived: { ...before } as StudioState['derived'] });
  await settled();
  expect(clients.methods()).toEqual(['measureOutcome']);
  unfollow();
});

it('measures other bits with the spiking model alone, each once', async () => {
  const clients = fakeClients();
  openWithImages();
  const running = measureBits([bits]);
  await settled();
  const call = clients.call('measureOutcome');
  expect(call.input).toMatchObject({ forms: 'spiking', plan: { settings: { bits } } });
  studioStore.setState({ judges: { ...judges, id: (call.input['judges'] as { id: string }).id } });
  await call.answer(outcome);
  await running;
  const state = studioStore.getState();
  expect(outcomeFor(state, withBits(state.plan, bits))?.outcome).toEqual(outcome);
  await measureBits([bits]);
  expect(clients.methods()).toEqual(['measureOutcome']);
});
