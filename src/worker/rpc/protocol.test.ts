import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail } from '../../core/errors/diagnostic.ts';
import { FakeLocks } from '../testing/fakeLocks.ts';
import { FakeWorker } from '../testing/fakeWorker.ts';
import { createClient, type ClientConfig } from './client.ts';
import { serve, type Job } from './host.ts';
import type { AnyEventIn } from './protocol.ts';
import { abortError } from './runJob.ts';
import { seal, unseal } from './sealed.ts';
import { Steering } from './steering.ts';

/** A small worker: it keeps a word, and has a long job. */
interface Methods {
  readonly keep: { readonly input: { readonly word: string }; readonly output: null };
  readonly recall: { readonly input: object; readonly output: string };
  readonly long: {
    readonly input: object;
    readonly output: { readonly turns: number };
    readonly event: number;
  };
  readonly bytes: { readonly input: object; readonly output: Uint8Array };
  readonly hand: { readonly input: { readonly to: MessagePort }; readonly output: null };
  readonly take: { readonly input: { readonly from: MessagePort }; readonly output: number };
  readonly clumsy: { readonly input: object; readonly output: unknown };
}

const PATIENCE_MS = 60;

function setUp(more: Partial<ClientConfig<Methods>> = {}) {
  const locks = new FakeLocks();
  const workers: FakeWorker[] = [];
  const log: string[] = [];
  const spawn = () => {
    const number = workers.length + 1;
    let word: string | null = null;
    const worker = new FakeWorker({
      serve: (scope) => {
        serve<Methods, Job<AnyEventIn<Methods>>>(
          scope,
          {
            keep: (input, { document }) => {
              log.push(`${number}: keep ${input.word} as ${document ?? 'nothing'}`);
              word = input.word;
              return null;
            },
            recall: (_, { document }) => {
              if (document === 'gone') fail('studio/other-document', {}, 'recall');
              return word ?? 'nothing';
            },
            long: async (_, job) => {
              log.push(`${number}: long`);
              for (let turns = 0; ; turns++) {
                if (job.signal.aborted) {
                  log.push(`${number}: stopped`);
                  if (turns === 0) throw abortError();
                  return { turns };
                }
                job.report(turns);
                await (job.paused() ?? new Promise((resolve) => setTimeout(resolve, 1)));
              }
            },
            bytes: (_, { transfer }) => {
              const bytes = new Uint8Array(8);
              transfer(bytes.buffer);
              return bytes;
            },
            hand: ({ to }) => {
              const weights = new Float32Array([1, 2, 3]);
              seal(to, { weights }, [weights.buffer]);
              log.push(`left with ${weights.length}`);
              return null;
            },
            take: async ({ from }) => {
              const { weights } = await unseal<{ weights: Float32Array }>(from);
              return weights.reduce((a, b) => a + b);
            },
            clumsy: () => () => 'a function cannot be sent',
          },
          (job) => job,
          locks.asLocks,
        );
      },
    });
    workers.push(worker);
    return worker as unknown as Worker;
  };
  const client = createClient<Methods>({
    spawn,
    lost: 'studio/training-lost',
    state: { method: 'keep', again: (input: object) => input, replaceIfLate: false },
    patienceMs: (method) => (method === 'long' ? PATIENCE_MS : null),
    locks: locks.asLocks,
    ...more,
  });
  return { client, workers, locks, log };
}

const lost = { diagnostics: [{ code: 'studio/training-lost' }] };
const aborted = { name: 'AbortError' };

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a call', () => {
  it('gives what the method gives, and the worker knows the document', async () => {
    const { client, log } = setUp();
    await client.call('keep', { word: 'one' }, { document: 'a' });
    expect(await client.call('recall', {})).toBe('one');
    expect(log).toEqual(['1: keep one as a']);
  });

  it('throws what the method refuses', async () => {
    const { client } = setUp();
    const call = client.call('recall', {}, { document: 'gone' });
    await expect(call).rejects.toMatchObject({ diagnostics: [{ code: 'studio/other-document' }] });
  });

  it('moves buffers', async () => {
    const { client } = setUp();
    expect(await client.call('bytes', {})).toHaveLength(8);
  });

  it('whose answer cannot be sent says so instead of waiting for ever', async () => {
    const { client } = setUp();
    const call = client.call('clumsy', {});
    await expect(call).rejects.toMatchObject({ diagnostics: [{ code: 'studio/internal' }] });
  });

  it('whose input cannot be sent rejects', async () => {
    const { client } = setUp();
    await expect(client.call('recall', { f: () => 1 })).rejects.toThrow();
  });
});

describe('a worker that dies without a word', () => {
  it('is noticed by its lock, and the next one has the state', async () => {
    const { client, locks, log } = setUp();
    await client.call('keep', { word: 'one' }, { document: 'a' });
    const call = client.call('long', {});
    await expect.poll(() => log).toContain('1: long');
    locks.die();
    await expect(call).rejects.toMatchObject(lost);
    expect(await client.call('recall', {})).toBe('one');
    expect(log).toContain('2: keep one as a');
  });

  it('before it has answered anything is noticed too', async () => {
    const { client, locks, workers } = setUp();
    const call = client.call('long', {});
    const ended = expect(call).rejects.toMatchObject(lost);
    await expect.poll(() => workers.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    locks.die();
    await ended;
  });

  it('does so while it is idle: the next call has another one', async () => {
    const { client, locks, workers } = setUp();
    await client.call('recall', {});
    locks.die();
    await expect.poll(() => workers[0]?.terminated).toBe(true);
    expect(await client.call('recall', {})).toBe('nothing');
    expect(workers).toHaveLength(2);
  });

  it.each(['error', 'messageerror'])('or with an event "%s" is replaced', async (event) => {
    const { client, workers, log } = setUp();
    const call = client.call('long', {});
    await expect.poll(() => log).toContain('1: long');
    workers[0]?.dispatchEvent(new Event(event));
    await expect(call).rejects.toMatchObject(lost);
  });

  it('works without locks as long as it lives', async () => {
    const { client } = setUp({ locks: undefined });
    expect(await client.call('recall', {})).toBe('nothing');
  });
});

describe('steering', () => {
  const begun = async (options: { steering: Steering }) => {
    const events: number[] = [];
    const { client, log, workers, locks } = setUp();
    const call = client.call('long', {}, { ...options, onEvent: (event) => events.push(event) });
    call.catch(() => undefined);
    await expect.poll(() => events.length).toBeGreaterThan(2);
    return { client, call, events, log, workers, locks };
  };

  it('pauses, resumes and stops a job, which gives what it has', async () => {
    const steering = new Steering();
    const { call, events } = await begun({ steering });
    steering.pause();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const held = events.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(events.length).toBe(held);
    steering.resume();
    await expect.poll(() => events.length).toBeGreaterThan(held);
    steering.stop();
    expect((await call).turns).toBeGreaterThan(2);
  });

  it('stops a job that is paused', async () => {
    const steering = new Steering();
    const { call } = await begun({ steering });
    steering.pause();
    steering.stop();
    expect((await call).turns).toBeGreaterThan(2);
  });

  it('that was stopped before lets no job begin', async () => {
    const { client, log } = setUp();
    const steering = new Steering();
    steering.stop();
    await expect(client.call('long', {}, { steering })).rejects.toMatchObject(aborted);
    expect(log).toEqual([]);
  });

  it('that is paused holds the job at its first steps', async () => {
    const { client } = setUp();
    const steering = new Steering();
    steering.pause();
    const events: number[] = [];
    const call = client.call('long', {}, { steering, onEvent: (event) => events.push(event) });
    await expect.poll(() => events.length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    // The pause comes with the call, a message behind it.
    expect(events.length).toBeLessThan(4);
    steering.stop();
    await call.catch(() => undefined);
  });

  it('of one job says nothing to another', async () => {
    const steering = new Steering();
    const { client, events } = await begun({ steering });
    const other = new AbortController();
    const second = client.call('long', {}, { signal: other.signal });
    other.abort();
    await expect(second).rejects.toMatchObject(aborted);
    const soFar = events.length;
    await expect.poll(() => events.length).toBeGreaterThan(soFar);
    steering.stop();
  });
});

describe('a worker that does not stop', () => {
  /** The first one hears nothing any more; those that follow do. */
  function deafened() {
    let isFirst = true;
    const heard: string[] = [];
    const spawn = () => {
      const isDeaf = isFirst;
      isFirst = false;
      const worker = new FakeWorker((message, reply) => {
        if (message.kind !== 'call' || isDeaf) return;
        heard.push(message.method);
        reply({ kind: 'result', job: message.job, result: { ok: true, value: null } });
      });
      return worker as unknown as Worker;
    };
    return { ...setUp({ spawn, locks: undefined }), heard };
  }

  it('is ended: the job that it is ended for is lost, others are sent once more', async () => {
    const { client, heard } = deafened();
    const steering = new Steering();
    const stubborn = client.call('long', {}, { steering });
    const other = client.call('recall', {});
    await new Promise((resolve) => setTimeout(resolve, 10));
    steering.stop();
    await expect(stubborn).rejects.toMatchObject(lost);
    expect(await other).toBeNull();
    expect(heard).toEqual(['recall']);
  });

  it('takes with it what cannot be sent twice', async () => {
    const { client, heard } = deafened();
    const { port1: to } = new MessageChannel();
    const handing = expect(client.call('hand', { to }, { transfer: [to] })).rejects.toMatchObject(
      lost,
    );
    const controller = new AbortController();
    const stubborn = client.call('long', {}, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    await expect(stubborn).rejects.toMatchObject(aborted);
    await handing;
    expect(heard).toEqual([]);
  });

  it('is waited for where the method is given all the time it needs', async () => {
    const { client, heard } = deafened();
    const controller = new AbortController();
    const short = client.call('recall', {}, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    await expect(short).rejects.toMatchObject(aborted);
    void client.call('recall', {}).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 2 * PATIENCE_MS));
    expect(heard).toEqual([]);
  });
});

describe('what one worker gives another', () => {
  it('goes through a port: the page hands it over, and the sender keeps nothing', async () => {
    const [giver, taker] = [setUp(), setUp()];
    const { port1: to, port2: from } = new MessageChannel();
    await giver.client.call('hand', { to }, { transfer: [to] });
    expect(giver.log).toEqual(['left with 0']);
    expect(await taker.client.call('take', { from }, { transfer: [from] })).toBe(6);
  });

  it('arrives though the giver is gone by then', async () => {
    const [giver, taker] = [setUp(), setUp()];
    const { port1: to, port2: from } = new MessageChannel();
    await giver.client.call('hand', { to }, { transfer: [to] });
    giver.locks.die();
    await expect.poll(() => giver.workers[0]?.terminated).toBe(true);
    expect(await taker.client.call('take', { from }, { transfer: [from] })).toBe(6);
  });
});
