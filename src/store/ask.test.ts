import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialPlan } from '../project/plan.ts';
import { ask, cancelAsk, isAsking, type AskOptions, type Asking } from './ask.ts';
import { studioStore } from './studioStore.ts';
import {
  fakeClients,
  openModel,
  refusal,
  settled,
  withModel,
  type FakeClients,
} from './testing/fakeClients.ts';

let workers: FakeClients;
let log: string[];

beforeEach(() => {
  openModel('a');
  workers = fakeClients();
  log = [];
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Asks, and writes down what becomes of it. */
function asking(name: string, about: AskOptions['about'], key = 'key') {
  return ask(
    {
      ...{ key, about },
      failed: ([first]) => log.push(`${name} failed: ${first?.code ?? ''}`),
      ended: () => log.push(`${name} ended`),
      dropped: (why) => log.push(`${name} dropped: ${why}`),
    },
    async ({ studio, plan }) => {
      await studio('derive', { plan });
      log.push(`${name} shown`);
      return name;
    },
  );
}

const call = (at: number) => {
  const found = workers.calls[at];
  if (!found) throw new Error(`There is no call ${at}.`);
  return found;
};
const otherPlan = { ...initialPlan };
const changePlan = () => {
  studioStore.setState({ plan: otherPlan });
};
const openOther = () => {
  studioStore.setState(withModel('b'));
};

describe('an answer that is in time', () => {
  it('is shown; the call named the document', async () => {
    const asked = asking('one', 'plan');
    expect(call(0).options.document).toBe('a');
    await call(0).answer(null);
    expect(await asked).toBe('one');
    expect(log).toEqual(['one shown', 'one ended']);
  });

  it('may be a refusal, shown in its place', async () => {
    const asked = asking('one', 'plan');
    await call(0).refuse(refusal);
    expect(await asked).toBeUndefined();
    expect(log).toEqual(['one failed: studio/not-converted', 'one ended']);
  });

  it('may be a refusal, shown in the corner with what to do', async () => {
    void ask({ key: 'key', about: 'plan' }, ({ studio, plan }) => studio('derive', { plan }));
    await call(0).refuse(refusal);
    const [first] = refusal.diagnostics;
    expect(studioStore.getState().toasts).toMatchObject([
      { tone: 'error', text: first?.message, hint: first?.hint },
    ]);
  });

  it('may be a fault of ours, which is not lost', async () => {
    const asked = asking('one', 'plan');
    void asked.catch(() => undefined);
    await call(0).refuse(new TypeError('x is undefined'));
    await expect(asked).rejects.toThrow('x is undefined');
    expect(log).toEqual(['one ended']);
  });
});

describe('a newer ask of the same key', () => {
  it.each([
    ['the older answer comes first', [0, 1]],
    ['the newer answer comes first', [1, 0]],
  ])('counts alone: %s', async (_, order) => {
    const older = asking('older', 'plan');
    void asking('newer', 'plan');
    expect(call(0).isCancelled()).toBe(true);
    for (const at of order) await call(at).answer(null);
    expect(await older).toBeUndefined();
    expect(log).toEqual(['newer shown', 'newer ended']);
  });

  it('keeps a refusal of the older one from being shown', async () => {
    void asking('older', 'plan');
    void asking('newer', 'plan');
    await call(0).refuse(refusal);
    expect(log).toEqual([]);
    await call(1).answer(null);
    expect(log).toEqual(['newer shown', 'newer ended']);
  });

  it('leaves those of other keys alone', async () => {
    void asking('one', 'plan', 'first key');
    void asking('two', 'plan', 'second key');
    await call(0).answer(null);
    await call(1).answer(null);
    expect(log).toEqual(['one shown', 'one ended', 'two shown', 'two ended']);
  });
});

describe('another plan', () => {
  it('makes what is about the plan void, and tells so at once', async () => {
    void asking('one', 'plan');
    changePlan();
    expect(log).toEqual(['one ended', 'one dropped: plan']);
    expect(call(0).isCancelled()).toBe(true);
    await call(0).answer(null);
    expect(log).toEqual(['one ended', 'one dropped: plan']);
  });

  it('does so too when undo comes back to the plan before the answer', async () => {
    void asking('one', 'plan');
    changePlan();
    studioStore.setState({ plan: initialPlan });
    await call(0).answer(null);
    expect(log).not.toContain('one shown');
  });

  it.each(['document', 'page'] as const)('leaves what is about the %s', async (about) => {
    void asking('one', about);
    changePlan();
    await call(0).answer(null);
    expect(log).toEqual(['one shown', 'one ended']);
  });
});

describe('another document', () => {
  it.each(['plan', 'document'] as const)('makes what is about the %s void', async (about) => {
    void asking('one', about);
    // The very same plan object: every model begins with it.
    openOther();
    await call(0).answer(null);
    expect(log).toEqual(['one ended', 'one dropped: document']);
  });

  it('keeps a refusal of before from being shown', async () => {
    void asking('one', 'document');
    openOther();
    await call(0).refuse(refusal);
    expect(log).toEqual(['one ended', 'one dropped: document']);
  });

  it('leaves what is about the page', async () => {
    void asking('one', 'page');
    openOther();
    await call(0).answer(null);
    expect(log).toEqual(['one shown', 'one ended']);
  });
});

describe('cancelling', () => {
  it('ends it at once; its answer is refused, and nobody is told that it was dropped', async () => {
    void asking('one', 'plan');
    expect(isAsking('key')).toBe(true);
    cancelAsk('key');
    expect(log).toEqual(['one ended']);
    expect(isAsking('key')).toBe(false);
    await call(0).answer(null);
    changePlan();
    expect(log).toEqual(['one ended']);
  });

  it('does nothing to one that is over, and one that follows is its own', async () => {
    void asking('one', 'plan');
    await call(0).answer(null);
    cancelAsk('key');
    void asking('two', 'plan');
    await call(1).answer(null);
    expect(log).toEqual(['one shown', 'one ended', 'two shown', 'two ended']);
  });
});

describe('an ask of several steps', () => {
  const steps = async ({ studio, training, plan }: Asking) => {
    await studio('derive', { plan });
    await training('thumbnails', { perClass: 1 });
    log.push('shown');
  };

  it('goes on from step to step', async () => {
    void ask({ key: 'key', about: 'plan' }, steps);
    await call(0).answer(null);
    await call(1).answer(null);
    expect(log).toEqual(['shown']);
  });

  it('takes no further step once it does not count', async () => {
    void ask({ key: 'key', about: 'plan' }, steps);
    await call(0).answer(null);
    changePlan();
    await call(1).answer(null);
    expect(workers.methods()).toEqual(['derive', 'thumbnails']);
    expect(log).toEqual([]);
  });

  it('hears nothing of what its worker tells later', async () => {
    void ask({ key: 'key', about: 'plan' }, ({ studio, plan }) =>
      studio('derive', { plan }, { onEvent: ({ text }) => log.push(text) }),
    );
    await call(0).tell({ text: 'early', fraction: null });
    changePlan();
    await call(0).tell({ text: 'late', fraction: null });
    expect(log).toEqual(['early']);
  });

  it('waits for what no worker does in the same way', async () => {
    let arrive: (value: string) => void = () => undefined;
    const file = new Promise<string>((resolve) => (arrive = resolve));
    void ask({ key: 'key', about: 'document' }, async ({ wait }) => log.push(await wait(file)));
    openOther();
    arrive('file');
    await settled();
    expect(log).toEqual([]);
  });
});
