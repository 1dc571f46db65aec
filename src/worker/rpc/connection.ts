import { newId } from '../newId.ts';
import type { FromWorker, Result, ToWorker, Word } from './protocol.ts';

/** The part of the browser's lock manager that is needed here. */
export type Locks = Pick<LockManager, 'request'>;

/** A call on its way. */
interface SentCall {
  /** Rejects with the reason of `end` when the worker goes first. */
  readonly answer: Promise<Result<unknown>>;
  readonly tell: (word: Word) => void;
}

interface CallToSend {
  readonly method: string;
  readonly input: unknown;
  readonly document: string | null;
  readonly transfer: readonly Transferable[];
  readonly onEvent: (event: unknown) => void;
}

/** One worker, from its start to its end. */
export interface Connection {
  readonly send: (call: CallToSend) => SentCall;
  /** Ends the worker; what is in flight rejects with `reason`. */
  readonly end: (reason: Error) => void;
  /** Rejects with the reason of `end`; never resolves. */
  readonly ended: Promise<never>;
  /** The worker has the state of the one before it; null: no call has needed it yet. */
  restored: Promise<unknown> | null;
}

/** The worker died, perhaps of one of its calls: they are not tried again. */
export class WorkerLost extends Error {}

/** The worker was ended because of one call, through no fault of the others. */
export class WorkerReplaced extends Error {}

interface Pending {
  readonly settle: (result: Result<unknown>) => void;
  readonly fail: (reason: Error) => void;
  readonly onEvent: (event: unknown) => void;
}

let jobs = 0;

/**
 * Sends calls to a worker. Its death is noticed through a Web Lock that it holds: the browser releases the lock at once, whatever the
 * worker died of. Only secure pages have locks; on others (plain http on another host than localhost) a worker that ends without an `error`
 * event, for lack of memory say, is not noticed, and its calls wait until they are cancelled.
 * @param onEnd  called once, before the calls in flight reject
 */
export function connect(
  worker: Worker,
  locks: Locks | undefined,
  onEnd: (made: Connection) => void,
): Connection {
  const pending = new Map<number, Pending>();
  let isOver = false;
  let over: (reason: Error) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    over = reject;
  });
  ended.catch(() => undefined);

  const post = (message: ToWorker, transfer: readonly Transferable[] = []) => {
    worker.postMessage(message, [...transfer]);
  };
  const made: Connection = {
    send: ({ onEvent, transfer, ...call }) => {
      const job = ++jobs;
      const answer = new Promise<Result<unknown>>((settle, fail) => {
        pending.set(job, { settle, fail, onEvent });
      });
      answer.catch(() => undefined);
      try {
        post({ kind: 'call', job, ...call }, transfer);
      } catch (error) {
        // Something in the input cannot be sent: an error in the studio.
        pending.delete(job);
        throw error;
      }
      return {
        answer,
        tell: (word) => {
          if (!isOver && pending.has(job)) post({ kind: 'tell', job, word });
        },
      };
    },
    end: (reason) => {
      if (isOver) return;
      isOver = true;
      worker.terminate();
      onEnd(made);
      over(reason);
      for (const { fail } of pending.values()) fail(reason);
      pending.clear();
    },
    ended,
    restored: null,
  };
  const die = () => {
    made.end(new WorkerLost());
  };

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (isOver) return;
    if (data.kind === 'alive') {
      void locks?.request(data.lock, die);
      return;
    }
    const call = pending.get(data.job);
    if (data.kind === 'event') call?.onEvent(data.event);
    else {
      pending.delete(data.job);
      call?.settle(data.result);
    }
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    die();
  });
  // A message that cannot be read, for lack of memory say, answers no call.
  worker.addEventListener('messageerror', die);
  if (locks) post({ kind: 'live', lock: `cnn2snn-studio/worker/${newId()}` });
  return made;
}
