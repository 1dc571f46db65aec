import { diagnostic, StudioError } from '../../core/errors/diagnostic.ts';
import { connect, WorkerLost, WorkerReplaced, type Connection, type Locks } from './connection.ts';
import type { EventIn, InputIn, MethodTable, OutputIn, Result } from './protocol.ts';
import { abortError } from './runJob.ts';
import type { Steering } from './steering.ts';

export interface CallOptions<E = never> {
  /** Aborting rejects the call at once with AbortError, whatever the worker is doing. */
  readonly signal?: AbortSignal;
  /** The document that the call means. The worker refuses it when another one is open. */
  readonly document?: string | null;
  readonly onEvent?: (event: E) => void;
  /** Stops, pauses and resumes the job while the caller waits for its result. */
  readonly steering?: Steering;
  /** Moved to the worker instead of copied. A call that moves something is not sent twice. */
  readonly transfer?: readonly Transferable[];
}

/** The page's connection to a worker with the methods `T`. */
export interface Client<T extends MethodTable<T>> {
  /**
   * Runs a method.
   * @throws StudioError with the worker's diagnostics; the configured code when the worker dies
   * @throws AbortError when `signal` aborts, or when the job was stopped and has nothing to return
   */
  readonly call: <M extends keyof T & string>(
    method: M,
    input: InputIn<T, M>,
    options?: CallOptions<EventIn<T, M>>,
  ) => Promise<OutputIn<T, M>>;
}

/** What tells one worker's client from another's. */
export interface ClientConfig<T extends MethodTable<T>> {
  readonly spawn: () => Worker;
  /** Code of the error when the worker dies during a call. */
  readonly lost: 'studio/worker-lost' | 'studio/training-lost';
  /** The method that gives the worker its state: a new worker gets the last call of it that succeeded, before any other call. */
  readonly state: {
    readonly method: keyof T & string;
    /** The input for repeating it. */
    readonly again: (input: never) => unknown;
    /** A worker that took a new state although the call was cancelled is replaced: the page keeps the previous state. */
    readonly replaceIfLate: boolean;
  };
  /** A worker that does not answer a cancel or a stop within this time is busy with one long step: it is replaced. Null: never. */
  readonly patienceMs: (method: keyof T & string) => number | null;
  /** Default: the browser's, where there are any. */
  readonly locks?: Locks | undefined;
}

interface Stated {
  readonly input: unknown;
  readonly document: string | null;
  /** Number of the call: the latest one counts. */
  readonly order: number;
}

/**
 * Connects to a worker: starts it on the first call, and replaces it when it dies, does not stop when told to, or has a state that the
 * page does not show. Other calls in flight on a replaced worker are sent once more; a call that killed its worker is not.
 */
export function createClient<T extends MethodTable<T>>(config: ClientConfig<T>): Client<T> {
  type Name = keyof T & string;
  const locks = 'locks' in config ? config.locks : browserLocks();
  let connection: Connection | null = null;
  let stated: Stated | null = null;
  let orders = 0;

  function open(): Connection {
    return connect(config.spawn(), locks, (gone) => {
      if (connection === gone) connection = null;
    });
  }

  async function send(
    to: Connection,
    method: Name,
    input: unknown,
    { signal, document = null, onEvent, steering, transfer = [] }: CallOptions,
  ): Promise<unknown> {
    signal?.throwIfAborted();
    // Stopped while the worker was starting, before it could be told.
    if (steering?.isStopped) throw abortError();
    const order = ++orders;
    const isState = method === config.state.method;
    const call = to.send({
      method,
      input,
      document,
      transfer,
      onEvent: (event) => {
        onEvent?.(event as never);
      },
    });
    const worker = { isStubborn: false };
    const stop = () => {
      call.tell('stop');
      const patience = config.patienceMs(method);
      if (patience === null) return;
      const timer = setTimeout(() => {
        worker.isStubborn = true;
        to.end(new WorkerReplaced());
      }, patience);
      const answered = () => {
        clearTimeout(timer);
      };
      call.answer.then(answered, answered);
    };
    const unfollow = steering?.follow((word) => {
      if (word === 'stop') stop();
      else call.tell(word);
    });
    if (steering?.isPaused) call.tell('pause');
    const giveUp = () => {
      stop();
      if (!isState || !config.state.replaceIfLate) return;
      call.answer.then(
        (late) => {
          if (late.ok && stated) to.end(new WorkerReplaced());
        },
        () => undefined,
      );
    };
    try {
      const result = await untilAborted(call.answer, signal, giveUp);
      if (result.ok && isState && order > (stated?.order ?? 0)) stated = { input, document, order };
      return valueOf(result);
    } catch (error) {
      throw worker.isStubborn && error instanceof WorkerReplaced ? new WorkerLost() : error;
    } finally {
      unfollow?.();
    }
  }

  async function attempt(method: Name, input: unknown, options: CallOptions) {
    const to = (connection ??= open());
    // A new state waits too: of two that are set at once, the slower one would stay.
    to.restored ??= restore(to);
    await untilAborted(Promise.race([to.ended, to.restored]), options.signal);
    return send(to, method, input, options);
  }

  async function restore(to: Connection): Promise<void> {
    if (!stated) return;
    const { method, again } = config.state;
    const { document } = stated;
    // What no longer opens is reported by the call that needs it.
    await send(to, method, again(stated.input as never), { document }).catch(() => undefined);
  }

  return {
    call: async (method, input, options = {}) => {
      const sent = options as CallOptions;
      const isRepeatable = sent.transfer === undefined || sent.transfer.length === 0;
      try {
        return await attempt(method, input, sent).catch((error: unknown) => {
          if (error instanceof WorkerReplaced && isRepeatable) return attempt(method, input, sent);
          throw error;
        });
      } catch (error) {
        if (!(error instanceof WorkerLost) && !(error instanceof WorkerReplaced)) throw error;
        throw new StudioError([diagnostic(config.lost, {}, method)]);
      }
    },
  };
}

function valueOf(result: Result<unknown>): unknown {
  if (result.ok) return result.value;
  throw result.cancelled ? abortError() : new StudioError(result.diagnostics);
}

/** Secure pages have locks; see `connect` for the others. */
function browserLocks(): Locks | undefined {
  return (globalThis.navigator as Navigator | undefined)?.locks;
}

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
