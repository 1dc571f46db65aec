import { describe, expect, it } from 'vitest';
import { createStudioClient } from '../client.ts';
import { initialPlan } from '../../project/plan.ts';
import { FakeWorker } from '../testing/fakeWorker.ts';
import type { Result } from './protocol.ts';

interface Script {
  /** What each call of a method answers. `worker` counts from 1. */
  readonly answer: (method: string, worker: number) => unknown;
}

/** How long the client waits for the answer to a cancel. */
const PATIENCE_MS = 100;

interface Input {
  readonly files?: readonly { readonly name: string }[];
}

function setUp({ answer }: Script) {
  const workers: FakeWorker[] = [];
  const calls: string[] = [];
  const cancelled: number[] = [];
  const spawn = () => {
    const number = workers.length + 1;
    const worker = new FakeWorker((message, reply) => {
      if (message.kind === 'tell') cancelled.push(message.job);
      if (message.kind !== 'call') return;
      const { job, method } = message;
      const { files = [] } = message.input as Input;
      calls.push([`${number}:${method}`, ...files.map(({ name }) => name)].join(' '));
      void Promise.resolve(answer(method, number)).then((result) => {
        reply({ kind: 'result', job, result: result as Result<unknown> });
      });
    });
    workers.push(worker);
    return worker as unknown as Worker;
  };
  const client = createStudioClient(spawn, PATIENCE_MS, { locks: undefined });
  return { client, workers, calls, cancelled };
}

const ok = { ok: true, value: null };
const derive = { plan: initialPlan };
const model = (name: string) => ({ files: [{ name, blob: new Blob() }], plan: initialPlan });
const never = () => new Promise(() => undefined);

describe('createStudioClient', () => {
  it('throws the diagnostics of a refusal', async () => {
    const diagnostics = [{ code: 'keras/unknown-file', message: 'No.' }];
    const { client } = setUp({ answer: () => ({ ok: false, cancelled: false, diagnostics }) });
    await expect(client.call('derive', derive)).rejects.toMatchObject({ diagnostics });
  });

  it('rejects at once when the call is cancelled, and tells the worker', async () => {
    const { client, cancelled } = setUp({ answer: never });
    const controller = new AbortController();
    const call = client.call('derive', derive, { signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 10);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => cancelled.length).toBe(1);
  });

  it('replaces a worker that does not let itself be cancelled, and opens the model again', async () => {
    let hang = true;
    const { client, workers, calls } = setUp({
      answer: (method) => (method === 'derive' && hang ? never() : ok),
    });
    await client.call('open', model('a'));
    const controller = new AbortController();
    const call = client.call('derive', derive, { signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 10);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => workers[0]?.terminated).toBe(true);
    hang = false;
    await client.call('derive', derive);
    expect(calls).toEqual(['1:open a', '1:derive', '2:open a', '2:derive']);
  });

  it('says that the worker was lost when it dies, and goes on with a new one', async () => {
    let die = true;
    const { client, workers } = setUp({
      answer: () => (die ? never() : ok),
    });
    const call = client.call('derive', derive);
    setTimeout(() => {
      die = false;
      workers[0]?.dispatchEvent(new Event('error'));
    }, 10);
    await expect(call).rejects.toMatchObject({ diagnostics: [{ code: 'studio/worker-lost' }] });
    await client.call('derive', derive);
    expect(workers).toHaveLength(2);
  });

  it('sends once more what was in flight for others when it replaces a worker', async () => {
    const { client, workers, calls } = setUp({
      answer: (method, worker) => (method === 'open' || worker === 2 ? ok : never()),
    });
    await client.call('open', model('a'));
    const other = client.call('warm', {});
    const controller = new AbortController();
    const call = client.call('derive', derive, { signal: controller.signal });
    // A second one that loses patience finds the worker gone.
    const late = client.call('derive', derive, { signal: controller.signal });
    late.catch(() => undefined);
    setTimeout(() => {
      controller.abort();
    }, 10);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(await other).toBeNull();
    expect(workers).toHaveLength(2);
    expect(calls.slice(-2)).toEqual(['2:open a', '2:warm']);
  });

  it('says that the worker was lost when the second one is replaced too', async () => {
    const { client } = setUp({ answer: (method) => (method === 'open' ? ok : never()) });
    const stubborn = async () => {
      const controller = new AbortController();
      const call = client.call('derive', derive, { signal: controller.signal });
      setTimeout(() => {
        controller.abort();
      }, 10);
      await call.catch(() => undefined);
    };
    const lost = expect(client.call('warm', {})).rejects.toMatchObject({
      diagnostics: [{ code: 'studio/worker-lost' }],
    });
    await stubborn();
    await new Promise((resolve) => setTimeout(resolve, 2 * PATIENCE_MS));
    await stubborn();
    await lost;
  });

  it('stays at the model before when an opening is cancelled', async () => {
    let cancelled = false;
    const { client, calls, workers } = setUp({
      answer: (method) => (method === 'open' && cancelled ? { ok: false, cancelled } : ok),
    });
    await client.call('open', model('a'));
    cancelled = true;
    await expect(client.call('open', model('b'))).rejects.toMatchObject({ name: 'AbortError' });
    cancelled = false;
    workers[0]?.dispatchEvent(new Event('error'));
    await client.call('derive', derive);
    expect(calls).toEqual(['1:open a', '1:open b', '2:open a', '2:derive']);
  });

  it('replaces a worker that had opened the model before it heard of the cancel', async () => {
    let answerOpening: (result: unknown) => void = () => undefined;
    let first = true;
    const { client, calls } = setUp({
      answer: (method, worker) => {
        if (worker === 2) return ok;
        if (method !== 'open') return never();
        if (!first) return new Promise((resolve) => (answerOpening = resolve));
        first = false;
        return ok;
      },
    });
    await client.call('open', model('a'));
    const controller = new AbortController();
    const opening = client.call('open', model('b'), { signal: controller.signal });
    await expect.poll(() => calls).toContain('1:open b');
    controller.abort();
    // The page still shows A, and asks for it.
    const asked = client.call('derive', derive);
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
    answerOpening(ok);
    await asked;
    expect(calls.slice(-2)).toEqual(['2:open a', '2:derive']);
  });

  it('tells the worker nothing when a call is aborted that was answered', async () => {
    const { client, cancelled } = setUp({ answer: () => ok });
    const controller = new AbortController();
    await client.call('derive', derive, { signal: controller.signal });
    controller.abort();
    await client.call('derive', derive);
    expect(cancelled).toEqual([]);
  });

  it('opens a model in a new worker only after the one before is open there', async () => {
    let answerOpening: (result: unknown) => void = () => undefined;
    const { client, calls, workers } = setUp({
      answer: (_, worker) =>
        worker === 2 && calls.length === 2
          ? new Promise((resolve) => (answerOpening = resolve))
          : ok,
    });
    await client.call('open', model('a'));
    workers[0]?.dispatchEvent(new Event('error'));
    const asked = client.call('derive', derive);
    const opening = client.call('open', model('b'));
    await expect.poll(() => calls).toEqual(['1:open a', '2:open a']);
    answerOpening(ok);
    await Promise.all([asked, opening]);
    expect(calls.slice(2)).toEqual(['2:derive', '2:open b']);
  });

  it('opens no model twice at once in a new worker, whoever calls first', async () => {
    const { client, calls, workers } = setUp({ answer: () => ok });
    await client.call('open', model('a'));
    workers[0]?.dispatchEvent(new Event('error'));
    await Promise.all([client.call('open', model('b')), client.call('derive', derive)]);
    expect(calls).toEqual(['1:open a', '2:open a', '2:open b', '2:derive']);
  });

  it('rejects at once when cancelled while the model is opened again', async () => {
    const { client, calls, workers } = setUp({
      answer: (_, worker) => (worker === 2 ? new Promise(() => undefined) : ok),
    });
    await client.call('open', model('a'));
    workers[0]?.dispatchEvent(new Event('error'));
    const controller = new AbortController();
    const asked = client.call('derive', derive, { signal: controller.signal });
    await expect.poll(() => calls).toEqual(['1:open a', '2:open a']);
    controller.abort();
    await expect(asked).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
  });
});
