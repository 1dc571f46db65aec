import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diagnostic } from '../../core/errors/diagnostic.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { studioStore, type StudioState } from '../../store/studioStore.ts';
import { derived, openModel } from '../../store/testing/fakeClients.ts';
import type { Problem } from '../../project/assess.ts';
import { TooltipProvider } from '../design/index.ts';
import { ruleGroups, seeErrors } from '../frame/problems.ts';
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
    edit: { kind: 'fix', on: 'model', pass: 'drop-noise', layer },
  });

function show(diagnostics: readonly Problem[], more: Partial<typeof derived> = {}): void {
  studioStore.setState({ derived: { ...derived, diagnostics, ...more } });
}

beforeEach(() => {
  openModel('a');
  // Links to the documentation start at the page's own address.
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
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
  expect(text()).not.toContain('Make it convertible');
  show([fixable('a', false), about('b')]);
  expect(text()).toContain('1 can be fixed here; that changes what the model computes.');
  expect(text()).toContain('Make it convertible');
  show([fixable('a', true), fixable('b', false)]);
  expect(text()).toContain('2 can be fixed here, 1 of them without changing what');
  expect(text()).toContain('Make it convertible');
});

describe('one row a rule', () => {
  const rule = (layer: string, subject: string, exact: boolean) => ({
    ...fixable(layer, exact),
    ...({ code: 'rule/supported-layer', title: 'Layer type not supported', subject } as const),
  });
  const problems = [
    rule('a', 'LeakyReLU', false),
    rule('b', 'ELU', false),
    rule('c', 'LeakyReLU', true),
  ];

  it('with the number of its layers, which show once it is chosen', () => {
    show(problems);
    expect(text()).toMatch(/LeakyReLU: layer type not supported\s+2 layers/);
    expect(text()).not.toMatch(/ELU: layer type not supported\s+1/);
    expect(text()).toMatch(/Layer type not supported\s+b\s/);
    expect(text()).not.toMatch(/\sc\s/);
    const [group] = ruleGroups(problems);
    studioStore.setState({ problem: group?.key ?? null });
    expect(text()).toMatch(/\sa\s.*\sc\s/);
    expect(text()).toContain('Fix all 2');
    expect(text()).toContain('1 keep the outputs, 1 change the function');
  });

  it('of which some cannot be fixed', () => {
    show([...problems, { ...rule('d', 'LeakyReLU', false), edit: undefined }] as Problem[]);
    const [group] = ruleGroups(problems);
    studioStore.setState({ problem: group?.key ?? null });
    expect(text()).toContain('Fix 2 of 3');
  });

  it('is led to by "See the errors", wherever one is', () => {
    show([about('h', { level: 'hardware' }), ...problems]);
    studioStore.setState({ problemFilter: 'hardware', drawerTab: 'problems', drawerOpen: true });
    seeErrors();
    expect(text()).toContain('Fix all 2');
    expect(studioStore.getState().problemFilter).toBe('error');
  });
});

it("counts what a fix of the chip's limits mends as such", () => {
  const limit = (layer: string) => about(layer, { level: 'hardware' });
  show([about('a'), limit('b'), limit('c')]);
  const { plan } = studioStore.getState();
  studioStore.setState({
    preview: {
      ...{ title: 'Fix', plan, edit: null, exact: true, describe: [], steps: [], items: [] },
      ...{ after: { ...derived, diagnostics: [about('a'), limit('c')] }, checklist: null },
    },
  });
  expect(text()).toMatch(/Errors\s+1\s+\u2192\s+1\s+Hardware\s+2\s+\u2192\s+1/);
});

it('lists what can be done, with what it gains and costs', () => {
  show([about('a')]);
  const item = (pass: string, exact: boolean, parameters: number) => ({
    ...{ pass, exact, parameters, layers: ['a', 'b'], describe: ['It does so.'], codes: [] },
    errors: 2,
  });
  const { plan } = studioStore.getState();
  studioStore.setState({
    preview: {
      ...{ title: 'Make it convertible', plan, edit: null, exact: true, describe: [], steps: [] },
      ...{ items: [], after: derived },
      checklist: {
        offered: [item('depthwise-to-conv', true, 1200), item('insert-relu', false, 0)],
        chosen: ['depthwise-to-conv exact'],
        isStale: false,
      },
    },
  });
  expect(text()).toMatch(
    /Depthwise to conv\s+2 layers\s+Same outputs\s+2 fewer problems, 1,200 more weights/,
  );
  expect(text()).toMatch(/Insert relu\s+2 layers\s+Changes the function\s+2 fewer problems/);
  expect(text()).toContain('Tick all');
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
  const problem = diagnostic('studio/not-converted', {}, 'The call');
  studioStore.setState({ deriveError: [problem] });
  expect(text()).toContain(problem.title);
});
