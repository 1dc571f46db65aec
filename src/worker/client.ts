import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { diagnostic, StudioError } from '../core/errors/diagnostic.ts';
import type { InputOf, MethodName, OutputOf, Progress, Result, StudioWorker } from './api.ts';

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
  /** Rejects the calls in flight when the worker dies. */
  readonly lost: Promise<never>;
  readonly lose: () => void;
  /** The model is open in this worker. */
  opened: Promise<unknown>;
}

/**
 * Connects to the studio's worker, starts it on the first call, and replaces it when it dies or does not
 * let itself be cancelled. A new worker opens the last model again before its next call: methods derive
 * all else from the plan they are given.
 */
export function createStudioClient(spawn: () => Worker = spawnWorker): StudioClient {
  let connection: Connection | null = null;
  let lastOpened: InputOf<'open'> | null = null;
  let jobs = 0;

  function connect(): Connection {
    const worker = spawn();
    const remote = wrap<StudioWorker>(worker);
    let lose: () => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      lose = () => {
        reject(new WorkerLost());
      };
    });
    lost.catch(() => undefined);
    const made: Connection = { worker, remote, lost, lose, opened: Promise.resolve() };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      drop(made);
    });
    if (lastOpened) made.opened = send(made, 'open', lastOpened, {}).catch(() => undefined);
    return made;
  }

  function drop(dead: Connection): void {
    dead.worker.terminate();
    if (connection === dead) connection = null;
    dead.lose();
    dead.remote[releaseProxy]();
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
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener(
        'abort',
        () => {
          reject(abortError());
          void to.remote.cancel(job);
          const impatient = setTimeout(() => {
            drop(to);
          }, CANCEL_PATIENCE_MS);
          void answer
            .catch(() => undefined)
            .then(() => {
              clearTimeout(impatient);
            });
        },
        { once: true },
      );
    });
    aborted.catch(() => undefined);
    try {
      const result = await Promise.race([answer, to.lost, aborted]);
      if (result.ok) return result.value;
      if (result.cancelled) throw abortError();
      throw new StudioError(result.diagnostics);
    } catch (error) {
      if (error instanceof WorkerLost) {
        throw new StudioError([diagnostic('studio/worker-lost', {}, method)]);
      }
      throw error;
    }
  }

  return {
    async call(method, input, options = {}) {
      const to = (connection ??= connect());
      if (method === 'open') {
        const output = await send(to, method, input, options);
        lastOpened = input as InputOf<'open'>;
        return output;
      }
      await to.opened;
      return send(to, method, input, options);
    },
  };
}

class WorkerLost extends Error {}

function abortError(): DOMException {
  return new DOMException('The job was cancelled.', 'AbortError');
}

function spawnWorker(): Worker {
  return new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module' });
}
