import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, expect, it, vi } from 'vitest';
import { diagnostic } from '../../../core/errors/diagnostic.ts';
import type { TrainingRun, TrainingStatus } from '../../../store/slices/finetune.ts';
import { studioStore, type StudioState } from '../../../store/studioStore.ts';
import { openModel } from '../../../store/testing/fakeClients.ts';
import { RunControls } from './RunControls.tsx';

// On a server, zustand shows the state as it began.
vi.mock('../../../store/studioStore.ts', async (original) => ({
  ...(await original<object>()),
  useStudio: <T,>(select: (state: StudioState) => T) => select(studioStore.getState()),
}));

const request = {
  ...{ name: 'digits', files: [], test: null, classNames: null },
  shape: [28, 28, 1],
} as const;
const summary = {
  ...{ name: 'digits', count: 9, testCount: 0, shape: request.shape },
  ...{ classes: [], inMemory: true },
};

function show(status: TrainingStatus, more: Partial<TrainingRun> = {}): void {
  const { training: settings, plan } = studioStore.getState();
  const empty = { notices: [], parts: [], points: [], epochs: [], results: [] };
  const none = { stage: null, backend: null, progress: null, diagnostics: null, trained: null };
  const named = { dataName: 'digits', data: null, images: null };
  const run = { status, settings, plan, ...named, ...empty, ...none, ...more };
  studioStore.setState({ trainingRun: run });
}

/** Buttons as they read, those that cannot be pressed in brackets. */
function buttons(): readonly string[] {
  const markup = renderToStaticMarkup(<RunControls />);
  return [...markup.matchAll(/<button([^>]*)>(.*?)<\/button>/g)].map(([, attributes, inside]) => {
    const text = (inside ?? '').replace(/<[^>]+>/g, '');
    return attributes?.includes('disabled=""') ? `(${text})` : text;
  });
}

beforeEach(() => {
  openModel('a', { trainingData: { status: 'open', request, summary } });
});

it.each<[TrainingStatus, readonly string[]]>([
  ['preparing', ['(Pause)', 'Stop']],
  ['running', ['Pause', 'Stop']],
  ['paused', ['Resume', 'Stop']],
  ['stopping', ['(Pause)', '(Stopping)']],
  ['stopped', ['Continue', 'Discard']],
  ['interrupted', ['Continue', 'Discard']],
  ['failed', ['Discard']],
  ['done', ['Start training']],
])('a training that is %s offers what can be done with it', (status, offered) => {
  show(status);
  expect(buttons()).toEqual(offered);
});

it('what was learned can be used once it is there', () => {
  show('stopped', { trained: 'id' });
  expect(buttons()).toEqual(['Use what was learned', 'Continue', 'Discard']);
});

it.each<[string, Partial<StudioState>]>([
  [
    'a calibration runs',
    {
      calibration: {
        ...{ method: 'bias', status: 'running' },
        ...{ stage: null, outcome: null, diagnostics: null },
      },
    },
  ],
  ['models are judged', { judging: { text: 'Reading the images', fraction: null } }],
])('nothing starts while %s', (_, busy) => {
  expect(buttons()).toEqual(['Start training']);
  studioStore.setState(busy);
  expect(buttons()).toEqual(['(Start training)']);
});

it('nothing starts without images', () => {
  studioStore.setState({ trainingData: { status: 'none' } });
  expect(buttons()).toEqual(['(Start training)']);
  show('interrupted');
  expect(buttons()).toEqual(['(Continue)', 'Discard']);
});

it('why it failed, and what to do about it', () => {
  const problem = diagnostic('studio/training-lost', {}, 'train');
  show('interrupted', { diagnostics: [problem] });
  const markup = renderToStaticMarkup(<RunControls />);
  expect(markup).toContain(problem.title);
  expect(markup).toContain(problem.hint.replaceAll('"', '&quot;'));
});
