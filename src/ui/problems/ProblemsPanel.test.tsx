import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { diagnostic } from '../../core/errors/diagnostic.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { studioStore, type StudioState } from '../../store/studioStore.ts';
import { derived, openModel } from '../../store/testing/fakeClients.ts';
import type { Problem } from '../../project/assess.ts';
import { TooltipProvider } from '../design/index.ts';
import { ProblemsPanel } from './ProblemsPanel.tsx';

// On a server, zustand shows the state as it began.
vi.mock('../../store/studioStore.ts', async (original) => ({
  ...(await original<object>()),
  useStudio: <T,>(select: (state: StudioState) => T) => select(studioStore.getState()),
}));

const text = () =>
  renderToStaticMarkup(
    <TooltipProvider>
      <ProblemsPanel />
    </TooltipProvider>,
  ).replace(/<[^>]+>/g, ' ');

const about = (layer: string, more: Partial<Problem> = {}): Problem => ({
  ...diagnostic('studio/not-converted', { layer }, layer),
  ...more,
});

/** A problem with a fix that keeps the outputs, or does not. */
const fixable = (layer: string, exact: boolean): Problem =>
  about(layer, {
    fix: { exact } as NonNullable<Problem['fix']>,
    edit: { kind: 'safeFixes' },
  });

function show(diagnostics: readonly Problem[], more: Partial<typeof derived> = {}): void {
  studioStore.setState({ derived: { ...derived, diagnostics, ...more } });
}

beforeEach(() => {
  openModel('a');
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it.each([
  ['an error', [about('a')], '1 problem stands in the way of conversion'],
  ['errors', [about('a'), about('b')], '2 problems stand in the way of conversion'],
  [
    'a limit of the chip',
    [about('a', { level: 'hardware' })],
    'It converts; 1 limit of the chip not met',
  ],
  ['advice', [about('a', { severity: 'info' })], 'Nothing stands in the way of conversion'],
] as const)('says what %s means', (_, problems, verdict) => {
  show(problems);
  expect(text()).toContain(verdict);
});

it('says what can be fixed, and offers to fix what keeps the outputs', () => {
  show([about('a')]);
  expect(text()).not.toContain('can be fixed here');
  show([fixable('a', false), about('b')]);
  expect(text()).toContain('1 can be fixed here; that changes what the model computes.');
  expect(text()).not.toContain('Fix all safe ones');
  show([fixable('a', true), fixable('b', false)]);
  expect(text()).toContain('2 can be fixed here, 1 of them without changing what');
  expect(text()).toContain('Fix all safe ones');
});

it('shows one kind alone', () => {
  show([about('the-error'), about('the-limit', { level: 'hardware' })]);
  studioStore.setState({ problemFilter: 'hardware' });
  expect(text()).toContain('the-limit');
  expect(text()).not.toContain('the-error');
  studioStore.setState({ problemFilter: 'advice' });
  expect(text()).toContain('None of this kind.');
});

it('without problems, leads on', () => {
  show([], { converted: null });
  expect(text()).toMatch(/No problems.*Next: how many bits.*Choose bits/);
  show([]);
  expect(text()).toMatch(/Converted to 1 layers that fit the chosen chip.*Simulate it/);
});

it('does not say that a network fits a chip where none is chosen', () => {
  show([]);
  changeSettings('Chip', { hardware: 'none' });
  expect(text()).toMatch(/Converted to 1 layers; no chip is chosen to hold them against\./);
  expect(text()).not.toContain('fit');
});

it('tells why the plan could not be worked out', () => {
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  const problem = diagnostic('studio/not-converted', {}, 'The call');
  studioStore.setState({ deriveError: [problem] });
  expect(text()).toContain(problem.title);
});
