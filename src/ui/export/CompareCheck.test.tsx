import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, expect, it, vi } from 'vitest';
import type { LayerComparison } from '../../core/forward/compareModels.ts';
import { studioStore, type StudioState } from '../../store/studioStore.ts';
import { openModel } from '../../store/testing/fakeClients.ts';
import { CompareCheck } from './CompareCheck.tsx';

// On a server, zustand shows the state as it began.
vi.mock('../../store/studioStore.ts', async (original) => ({
  ...(await original<object>()),
  useStudio: <T,>(select: (state: StudioState) => T) => select(studioStore.getState()),
}));

const text = () => renderToStaticMarkup(<CompareCheck />).replace(/<[^>]+>/g, ' ');

function compared(differing: number, of = 1000): void {
  show([{ name: 'conv', unit: 'levels', values: of, differing, maxDifference: 1 }]);
}

/** Differences of a head, alone or behind a layer whose spikes are all equal. */
function comparedHead(differing: number, isAlone: boolean): void {
  const spikes = { name: 'conv', unit: 'levels', values: 1000, differing: 0, maxDifference: 0 };
  const head = { name: 'head', unit: 'potentials', values: 10, differing, maxDifference: 70 };
  show(isAlone ? [head] : [spikes, head]);
}

function show(found: readonly object[]): void {
  const layers = found as unknown as readonly LayerComparison[];
  const first = layers.find(({ differing }) => differing > 0)?.name ?? null;
  const parting = { layers, first };
  const { plan } = studioStore.getState();
  studioStore.setState({ exportComparison: { plan, on: 'the first 8 of digits', parting } });
}

beforeEach(() => {
  openModel('a');
});

it('offers to run both, and says while they run', () => {
  expect(text()).toMatch(/Not yet run against Keras\s+Run both/);
  studioStore.setState({ comparingExport: true });
  expect(text()).toContain('Running');
});

it.each([
  [0, 'true', 'Every spike of every layer, on the first 8 of digits.'],
  [5, 'true', '99.50 % of the spikes equal Keras'],
  [50, 'false', '95.00 % of the spikes equal Keras'],
])('%d of 1000 spikes that differ: passes is %s', (differing, passes, said) => {
  compared(differing);
  expect(renderToStaticMarkup(<CompareCheck />)).toContain(`data-passes="${passes}"`);
  expect(text()).toContain(said);
});

it.each([
  [0, true, 'true', 'Every potential of every layer, on the first 8 of digits.'],
  [10, true, 'false', 'The answers differ from Keras 10 potentials of head are not'],
  [0, false, 'true', 'Every spike of every layer, on the first 8 of digits.'],
  [1, false, 'false', 'The answers differ from Keras 1 potential of head is not'],
])('%d of 10 potentials that differ, alone %s: passes is %s', (differing, ...row) => {
  const [isAlone, passes, said] = row;
  comparedHead(differing, isAlone);
  expect(renderToStaticMarkup(<CompareCheck />)).toContain(`data-passes="${passes}"`);
  expect(text()).toContain(said);
});

it('says nothing of a plan that it was not run for', () => {
  compared(0);
  studioStore.setState(({ plan }) => ({ plan: { ...plan } }));
  expect(text()).toContain('Not yet run');
});
