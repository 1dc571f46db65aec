import { beforeEach, expect, it } from 'vitest';
import type { PlannedEvents } from '../slices/chip.ts';
import { studioStore } from '../studioStore.ts';
import { fakeClients, openModel, derived, type FakeClients } from '../testing/fakeClients.ts';
import { besideOf, estimateOnChange, isCountedEarlier, keepEvents, setBesideChip } from './chip.ts';
import { changeSettings, editGraph } from './plan.ts';

const EVENTS = { on: 'one input', inputs: 1, events: { conv: 10 } };
let clients: FakeClients;

beforeEach(() => {
  clients = fakeClients();
  openModel('a');
  const stop = estimateOnChange();
  return stop;
});

it('estimates from what was counted, and anew for what follows', async () => {
  keepEvents(EVENTS);
  const asked = clients.call('describeCosts');
  expect(asked.input).toMatchObject({ counted: EVENTS, beside: 'akd1500' });
  await asked.answer({ cost: null, sparser: null, beside: null });
  const { chipCosts, plan } = studioStore.getState();
  expect(chipCosts).toMatchObject({ plan, from: EVENTS });
  studioStore.setState({ derived: { ...derived } });
  expect(clients.methods()).toEqual(['describeCosts', 'describeCosts']);
});

it('asks nothing while the model does not convert', () => {
  studioStore.setState({ derived: { ...derived, converted: null } });
  keepEvents(EVENTS);
  expect(clients.methods()).toEqual([]);
});

it('keeps events over a change of bits and says so, not over one of layers', () => {
  keepEvents(EVENTS);
  const counted = () => studioStore.getState().counted as PlannedEvents;
  changeSettings('Chip', { hardware: 'akd1500' });
  expect(isCountedEarlier(counted(), studioStore.getState().plan)).toBe(false);
  changeSettings('Bits', { bits: { inputWeightBits: 8, weightBits: 2, activationBits: 2 } });
  expect(isCountedEarlier(counted(), studioStore.getState().plan)).toBe(true);
  studioStore.setState({ derived: { ...derived } });
  expect(clients.call('describeCosts').input['counted']).toMatchObject(EVENTS);
  editGraph('Fix', { kind: 'safeFixes' });
  studioStore.setState({ derived: { ...derived } });
  expect(clients.call('describeCosts').input['counted']).toBeNull();
});

it('compares with another chip than the own one', () => {
  const beside = () => besideOf(studioStore.getState());
  expect(beside()).toBe('akd1500');
  setBesideChip('nsoc-v1');
  expect(beside()).toBe('nsoc-v1');
  changeSettings('Chip', { hardware: 'nsoc-v1' });
  expect(beside()).toBe('akd1000');
  changeSettings('Chip', { hardware: 'none' });
  expect(beside()).toBeNull();
});
