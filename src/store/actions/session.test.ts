import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelSummary } from '../../project/document.ts';
import { initialPlan } from '../../project/plan.ts';
import { SESSION_VERSION } from '../../project/session.ts';
import { studioStore } from '../studioStore.ts';
import { openFiles } from './open.ts';
import { keepSession, restoreSession } from './session.ts';
import { deleteSession, readSession, writeSession } from './tabSession.ts';

vi.mock('./open.ts', () => ({ openFiles: vi.fn() }));
vi.mock('./tabSession.ts', () => ({
  tabSession: () => Promise.resolve({ id: 'tab', from: 'tab' }),
  readSession: vi.fn(),
  writeSession: vi.fn(),
  deleteSession: vi.fn(),
}));

const stored = {
  files: [{ name: 'stored.h5', blob: new Blob() }],
  record: {
    version: SESSION_VERSION,
    plan: initialPlan,
    change: '',
    past: [],
    future: [],
    view: {},
  },
};

/** A model as the store has it, with its files. */
function opened(name: string) {
  const model: ModelSummary = { name, format: 'Keras 2 (.h5)', kind: 'keras', bytes: 1, layers: 1 };
  return { model, files: [{ name, blob: new Blob() }] };
}

/** What storage is told, in the order in which it is done. */
let done: string[] = [];
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  studioStore.setState(studioStore.getInitialState());
  done = [];
  vi.mocked(openFiles).mockReset();
  vi.mocked(readSession).mockReset().mockResolvedValue(stored);
  vi.mocked(writeSession).mockReset();
  vi.mocked(writeSession).mockImplementation(async (_, __, files) => {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    done.push(files === 'unchanged' ? files : `wrote ${files[0]?.name ?? ''}`);
  });
  vi.mocked(deleteSession).mockReset();
  vi.mocked(deleteSession).mockImplementation(() => {
    done.push('deleted');
    return Promise.resolve();
  });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('restoreSession', () => {
  it('opens the files of the last session', async () => {
    await restoreSession();
    expect(vi.mocked(openFiles).mock.calls).toEqual([[stored.files, stored.record]]);
  });

  it.each([
    ['is being opened', { opening: { name: 'a.h5', progress: { text: '', fraction: null } } }],
    ['is open', opened('a.h5')],
  ])('leaves it where a file of the user %s', async (_, state) => {
    const restoring = restoreSession();
    studioStore.setState(state);
    await restoring;
    expect(vi.mocked(openFiles).mock.calls).toEqual([]);
    expect(studioStore.getState().session).toEqual({ status: 'none' });
  });
});

describe('keepSession', () => {
  it('saves what was opened before it was there', async () => {
    studioStore.setState(opened('early.h5'));
    stop = keepSession();
    await vi.advanceTimersByTimeAsync(6000);
    expect(done).toEqual(['wrote early.h5']);
    expect(studioStore.getState().session.status).toBe('saved');
  });

  it('deletes the session of a model that was closed while it was saved', async () => {
    stop = keepSession();
    studioStore.setState(opened('large.h5'));
    await vi.advanceTimersByTimeAsync(1000);
    studioStore.setState({ model: null, files: [] });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toEqual(['wrote large.h5', 'deleted']);
    expect(studioStore.getState().session).toEqual({ status: 'none' });
  });
});
