import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { diagnostic, StudioError } from '../core/errors/diagnostic.ts';
import type { InputOf, MethodName, OutputOf, Progress, Result, StudioWorker } from './api.ts';
import { initialPlan } from './plan.ts';
import { abortError } from './runJob.ts';

export interface CallOptions {
  /** Aborting rejects the call at once with AbortError, whatever the worker is doing. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface StudioClient {
  /**
   * Runs a worker method.
   * @throws StudioError with the worker's diagnostics; `studio/worker-lost` when the worker dies
   * @throws AbortError when `signal` aborts
   */
  call<M extends MethodName>(
    method: M,
    input: InputOf<M>,
    options?: CallOptions,
  ): Promise<OutputOf<M>>;
}

/** A worker that has not answered a cancel after this long is busy in one long step: it is replaced. */
const CANCEL_PATIENCE_MS = 2000;

interface Connection {
  readonly worker: Worker;
  readonly remote: Remote<StudioWorker>;
  /** Rejects the calls in flight when the worker goes: with WorkerLost or WorkerReplaced. */
  readonly lost: Promise<never>;
  readonly lose: (reason: Error) => void;
  /** The model of the worker before is open in this one; null: no call has needed it yet. */
  reopened: Promise<unknown> | null;
}

/**
 * Connects to the studio's worker, starts it on the first call, and replaces it when it dies, does not let
 * itself be cancelled, or holds a model that the page does not show. A new worker opens the last model again
 * before the first call that may need it: methods derive all else from the plan they are given. What a replaced
 * worker had in flight for others is sent once more.
 */
export function createStudioClient(
  spawn: () => Worker = spawnWorker,
  patienceMs = CANCEL_PATIENCE_MS,
): StudioClient {
  let connection: Connection | null = null;
  let lastOpened: InputOf<'open'> | null = null;
  let jobs = 0;

  function connect(): Connection {
    const worker = spawn();
    const remote = wrap<StudioWorker>(worker);
    let lose: Connection['lose'] = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      lose = reject;
    });
    lost.catch(() => undefined);
    const made: Connection = { worker, remote, lost, lose, reopened: null };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      drop(made, new WorkerLost());
    });
    return made;
  }

  function drop(gone: Connection, reason: Error): void {
    // Several cancelled calls lose patience with the same worker.
    if (connection !== gone) return;
    connection = null;
    gone.worker.terminate();
    gone.lose(reason);
    gone.remote[releaseProxy]();
  }

  async function send<M extends MethodName>(
    to: Connection,
    method: M,
    input: InputOf<M>,
    { signal, onProgress }: CallOptions,
  ): Promise<OutputOf<M>> {
    signal?.throwIfAborted();
    const job = String(++jobs);
    const report = proxy((progress: Progress) => onProgress?.(progress));
    const answer = to.remote.run(job, method, input, report) as Promise<Result<OutputOf<M>>>;
    const result = await untilAborted(Promise.race([answer, to.lost]), signal, () => {
      cancel(to, job, method, answer);
    });
    if (result.ok) return result.value;
    if (result.cancelled) throw abortError();
    throw new StudioError(result.diagnostics);
  }

  /** Asks the worker to stop a job whose caller has gone. */
  function cancel(
    to: Connection,
    job: string,
    method: MethodName,
    answer: Promise<Result<unknown>>,
  ): void {
    if (connection !== to) return;
    void to.remote.cancel(job);
    const impatient = setTimeout(() => {
      drop(to, new WorkerReplaced());
    }, patienceMs);
    const settled = (result?: Result<unknown>) => {
      clearTimeout(impatient);
      // The opening was done before it heard of the cancel. Nothing that this worker answers from here on is of the
      // model that the page shows.
      if (method === 'open' && result?.ok && lastOpened) drop(to, new WorkerReplaced());
    };
    answer.then(settled, () => {
      settled();
    });
  }

  async function attempt<M extends MethodName>(
    method: M,
    input: InputOf<M>,
    options: CallOptions,
  ): Promise<OutputOf<M>> {
    const to = (connection ??= connect());
    // An `open` waits too: of two that run at once, the slower one would have its model stay.
    to.reopened ??= reopen(to);
    await untilAborted(Promise.race([to.lost, to.reopened]), options.signal);
    const output = await send(to, method, input, options);
    // Under no plan of its own: whoever calls next brings one.
    if (method === 'open') lastOpened = { ...(input as InputOf<'open'>), plan: initialPlan };
    return output;
  }

  async function reopen(to: Connection): Promise<void> {
    if (!lastOpened) return;
    // What does not open any more is told by the call that needs it.
    await send(to, 'open', lastOpened, {}).catch(() => undefined);
  }

  return {
    async call(method, input, options = {}) {
      try {
        return await attempt(method, input, options).catch((error: unknown) => {
          if (error instanceof WorkerReplaced) return attempt(method, input, options);
          throw error;
        });
      } catch (error) {
        if (error instanceof WorkerLost || error instanceof WorkerReplaced) {
          throw new StudioError([diagnostic('studio/worker-lost', {}, method)]);
        }
        throw error;
      }
    },
  };
}

/** The worker died, perhaps of one of its calls: they are not tried again. */
class WorkerLost extends Error {}

/** The worker was ended because of one call, through no fault of the others. */
class WorkerReplaced extends Error {}

/** Waits for `work`; an abort rejects at once, calls back, and leaves `work` to itself. */
async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  onAbort?: () => void,
): Promise<T> {
  if (!signal) return work;
  signal.throwIfAborted();
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(abortError());
      onAbort?.();
    };
  });
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function spawnWorker(): Worker {
  return new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module' });
}
