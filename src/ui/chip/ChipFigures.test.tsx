import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ChipChoice } from '../../core/targets/index.ts';
import { readGoldenFbz } from '../../core/testing/goldenModels.ts';
import { describeChip } from '../../project/views/chip.ts';
import { describeCosts } from '../../project/views/chipCosts.ts';
import { studioStore, type StudioState } from '../../store/studioStore.ts';
import { derived, openModel } from '../../store/testing/fakeClients.ts';
import ChipFigures from './ChipFigures.tsx';

// On a server, zustand shows the state as it began.
vi.mock('../../store/studioStore.ts', async (original) => ({
  ...(await original<object>()),
  useStudio: <T,>(select: (state: StudioState) => T) => select(studioStore.getState()),
}));

const akida = readGoldenFbz('named/akidanet_025_96/model.fbz');

function text(): string {
  return renderToStaticMarkup(<ChipFigures />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function lieOn(chip: ChipChoice): void {
  studioStore.setState({ derived: { ...derived, chip: describeChip(akida, chip) } });
}

function run(each: number): void {
  const { plan } = studioStore.getState();
  const events = Object.fromEntries(akida.layers.map(({ name }) => [name, each]));
  const from = { on: 'one input', inputs: 1, events, plan };
  const costs = describeCosts(akida, from, { chip: 'akd1000', beside: null });
  studioStore.setState({ chipCosts: { ...costs, plan, from } });
}

beforeEach(() => {
  openModel('a');
});

it('says nothing without a network on a chip', () => {
  expect(text()).toBe('');
});

it('has processors and bytes before a run, and no figure of time', () => {
  lieOn('akd1000');
  expect(text()).toMatch(/^AKD1000 Fits Floor plan \d+ of 78 processors [\d.]+ kB program/);
  expect(text()).toContain('Time and energy follow from the events of a run.');
  expect(text()).not.toMatch(/ms|\u00b5J/);
});

it('has time and energy with a range after a run, and says of how many layers', () => {
  lieOn('akd1000');
  run(500);
  expect(text()).toMatch(/[\d.]+ ms ([\d.]+ to [\d.]+ ms|\u00b1 \d+ %) 13 of 14 layers/);
  expect(text()).toContain('Without classifier: nothing was published for such a layer.');
});

it('shows no costs of another chip, and says when events were counted with other settings', () => {
  lieOn('akd1000');
  run(500);
  const { plan } = studioStore.getState();
  const settings = { ...plan.settings, foldBatchNorm: false };
  studioStore.setState({ plan: { ...plan, settings } });
  expect(text()).toContain('The events were counted with other settings. Count again');
  lieOn('akd1500');
  expect(text()).not.toMatch(/ ms /);
});

it('says at which layer the chip is too small, and what helps', () => {
  lieOn({ processors: { CNP1: 4, FNP2: 1, FNP3: 1 }, severalPasses: false });
  expect(text()).toContain('Does not fit');
  expect(text()).toMatch(/\w+ needs \d+ CNP1 processors?, and (none is|one is|\d+ are) left\./);
  expect(text()).toContain('fewer bits');
});
