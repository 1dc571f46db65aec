import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import type { Result, StudioWorker } from './api.ts';
import { createStudioClient } from './client.ts';
import { initialPlan } from './plan.ts';

/** A worker on the other end of a MessageChannel, in this thread. */
class FakeWorker extends EventTarget {
  readonly #port: MessagePort;
  terminated = false;

  constructor(api: StudioWorker) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener('message', (event) => {
      if (!this.terminated)
        this.dispatchEvent(new MessageEvent('message', { data: event.data as unknown }));
    });
    port1.start();
    expose(api, port2);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.terminated) this.#port.postMessage(message, transfer as never);
  }

  terminate(): void {
    this.terminated = true;
    this.#port.close();
  }
}

interface Script {
  /** What each call of a method answers. */
  readonly answer: (method: string) => unknown;
}

function setUp({ answer }: Script) {
  const workers: FakeWorker[] = [];
  const calls: string[] = [];
  const cancelled: string[] = [];
  const client = createStudioClient(() => {
    const api = {
      run: async (_job: string, method: string): Promise<Result<unknown>> => {
        calls.push(`${workers.length}:${method}`);
        return (await answer(method)) as Result<unknown>;
      },
      cancel: (job: string) => {
        cancelled.push(job);
      },
    } as unknown as StudioWorker;
    const worker = new FakeWorker(api);
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { client, workers, calls, cancelled };
}

const ok = { ok: true, value: null };
const derive = { plan: initialPlan };

describe('createStudioClient', () => {
  it('throws the diagnostics of a refusal', async () => {
    const diagnostics = [{ code: 'keras/unknown-file', message: 'No.' }];
    const { client } = setUp({ answer: () => ({ ok: false, cancelled: false, diagnostics }) });
    await expect(client.call('derive', derive)).rejects.toMatchObject({ diagnostics });
  });

  it('rejects at once when the call is cancelled, and tells the worker', async () => {
    const { client, cancelled } = setUp({ answer: () => new Promise(() => undefined) });
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
      answer: (method) => (method === 'derive' && hang ? new Promise(() => undefined) : ok),
    });
    await client.call('open', { files: [] });
    const controller = new AbortController();
    const call = client.call('derive', derive, { signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 10);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => workers[0]?.terminated, { timeout: 5000 }).toBe(true);
    hang = false;
    await client.call('derive', derive);
    expect(calls).toEqual(['1:open', '1:derive', '2:open', '2:derive']);
  });

  it('says that the worker was lost when it dies, and goes on with a new one', async () => {
    let die = true;
    const { client, workers } = setUp({
      answer: () => (die ? new Promise(() => undefined) : ok),
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
});
