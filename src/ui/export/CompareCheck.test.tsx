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
  const layer = { name: 'conv', unit: 'levels', values: of, differing, maxDifference: 1 };
  const layers = [layer as unknown as LayerComparison];
  const parting = { layers, first: differing > 0 ? 'conv' : null };
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

it('says nothing of a plan that it was not run for', () => {
  compared(0);
  studioStore.setState(({ plan }) => ({ plan: { ...plan } }));
  expect(text()).toContain('Not yet run');
});
