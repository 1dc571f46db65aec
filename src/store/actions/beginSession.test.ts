import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { studioStore } from '../studioStore.ts';
import { beginSession } from './beginSession.ts';
import { openNamed } from './openNamed.ts';
import { restoreSession } from './session.ts';
import { placeAfter, readSession, waitingSession } from './tabSession.ts';

vi.mock('./session.ts', () => ({ restoreSession: vi.fn(() => Promise.resolve()) }));
vi.mock('./tabSession.ts', () => ({
  placeAfter: vi.fn(),
  readSession: vi.fn(),
  waitingSession: vi.fn(),
}));
vi.mock('./openNamed.ts', { spy: true });

const NAMED = 'http://localhost/?model=opened/m.h5';
let address = '';

/** A window at an address. */
function windowAt(href: string): void {
  address = href;
  vi.stubGlobal('location', { href });
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_: unknown, __: string, to: string) => {
      address = to;
    },
  });
}

beforeEach(() => {
  vi.clearAllMocks();
  studioStore.setState(studioStore.getInitialState());
  vi.mocked(waitingSession).mockResolvedValue(null);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('beginSession', () => {
  it('restores the session where the address names no model', async () => {
    windowAt('http://localhost/');
    await beginSession();
    expect(restoreSession).toHaveBeenCalledOnce();
    expect(placeAfter).not.toHaveBeenCalled();
  });

  it('opens the model of the address, apart from the session, and leaves the address once it is saved', async () => {
    windowAt(NAMED);
    vi.mocked(openNamed).mockResolvedValue(true);
    const begun = beginSession();
    expect(studioStore.getState().session.status).toBe('restoring');
    await begun;
    expect(openNamed).toHaveBeenCalledExactlyOnceWith('opened/m.h5');
    expect(restoreSession).not.toHaveBeenCalled();
    expect(await vi.mocked(placeAfter).mock.calls[0]?.[0]).toBe(true);
    expect(studioStore.getState().session.status).toBe('none');
    expect(studioStore.getState().toasts).toEqual([]);

    studioStore.setState({ session: { status: 'failed', reason: 'blocked' } });
    expect(address).toBe(NAMED);
    studioStore.setState({ session: { status: 'saved', at: 0 } });
    expect(address).toBe('http://localhost/');
  });

  it('tells of the work that waits, and opens it in another window', async () => {
    windowAt(NAMED);
    const open = vi.fn();
    vi.stubGlobal('window', { open });
    vi.mocked(openNamed).mockResolvedValue(true);
    vi.mocked(waitingSession).mockResolvedValue('id');
    const files = [{ name: 'earlier.h5', blob: new Blob() }];
    vi.mocked(readSession).mockResolvedValue({ record: {}, files });
    await beginSession();
    const [message] = studioStore.getState().toasts;
    expect(message?.text).toContain('Your work on earlier.h5 is kept');
    message?.action?.run();
    expect(open).toHaveBeenCalledExactlyOnceWith('http://localhost/', '_blank', 'noopener');
  });

  it('goes on with the session where the model does not open', async () => {
    windowAt(NAMED);
    vi.mocked(openNamed).mockResolvedValue(false);
    await beginSession();
    expect(await vi.mocked(placeAfter).mock.calls[0]?.[0]).toBe(false);
    expect(restoreSession).toHaveBeenCalledOnce();
    expect(address).toBe('http://localhost/');
  });

  it('a fault of ours leaves the start screen usable', async () => {
    windowAt(NAMED);
    vi.mocked(openNamed).mockRejectedValue(new Error('fault'));
    await expect(beginSession()).rejects.toThrow('fault');
    expect(await vi.mocked(placeAfter).mock.calls[0]?.[0]).toBe(false);
    expect(studioStore.getState().session.status).toBe('none');
  });
});
