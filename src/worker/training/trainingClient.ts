import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { diagnostic, StudioError } from '../../core/errors/diagnostic.ts';
import type { Result } from '../api.ts';
import { newId } from '../newId.ts';
import { abortError } from '../runJob.ts';
import {
  stoppable,
  type TrainingEvent,
  type TrainingInput,
  type TrainingMethodName,
  type TrainingOutput,
  type TrainingWorker,
} from './contract.ts';

/** The page's connection to the worker that trains. */
export interface TrainingClient {
  /**
   * Runs a method; one at a time.
   * @throws StudioError with the worker's diagnostics; studio/training-lost when the worker dies
   */
  readonly call: <M extends TrainingMethodName>(
    method: M,
    input: TrainingInput<M>,
    onEvent?: (event: TrainingEvent) => void,
  ) => Promise<TrainingOutput<M>>;
  /** Asks the running method to stop: training then gives what it has learned. */
  readonly stop: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends the worker, whatever it does. The next call starts another one, with the same data. */
  readonly kill: () => void;
}

interface Connection {
  readonly worker: Worker;
  readonly remote: Remote<TrainingWorker>;
  readonly lost: Promise<never>;
  readonly lose: () => void;
  /** The worker answers, and has the data set of the one before it. */
  ready: Promise<void>;
}

/**
 * Connects to the training worker, starts it on the first call and replaces it when it dies. That is known by a Web Lock that the
 * worker holds: the browser gives it on whatever way the worker ended, at once.
 */
export function createTrainingClient(spawn: () => Worker = spawnWorker): TrainingClient {
  let connection: Connection | null = null;
  /** The last data set that opened, and the last that was asked for. */
  let opened: TrainingInput<'openData'> | null = null;
  let asked: unknown = null;
  let count = 0;
  let stops = 0;

  function connect(): Connection {
    const worker = spawn();
    const remote = wrap<TrainingWorker>(worker);
    let lose: () => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      lose = () => {
        reject(new WorkerLost());
      };
    });
    lost.catch(() => undefined);
    const made: Connection = { worker, remote, lost, lose, ready: Promise.resolve() };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      drop(made);
    });
    made.ready = Promise.race([prepare(made), lost]);
    made.ready.catch(() => undefined);
    return made;
  }

  async function prepare(made: Connection): Promise<void> {
    if (hasLocks()) {
      const lock = `cnn2snn-studio/training/${++count}/${newId()}`;
      await made.remote.live(lock);
      void navigator.locks.request(lock, () => {
        drop(made);
      });
    }
    // Data that no longer opens is told by the call that needs it.
    if (opened)
      await made.remote.run(
        'openData',
        opened,
        proxy(() => undefined),
      );
  }

  function drop(dead: Connection): void {
    if (connection === dead) connection = null;
    dead.worker.terminate();
    dead.lose();
    dead.remote[releaseProxy]();
  }

  return {
    async call(method, input, onEvent) {
      const to = (connection ??= connect());
      if (method === 'openData') asked = input;
      const stopsBefore = stops;
      try {
        await to.ready;
        // The worker could not hear it: it was starting.
        if (stops !== stopsBefore && stoppable.includes(method)) throw abortError();
        const report = proxy((event: TrainingEvent) => onEvent?.(event));
        const answer = to.remote.run(method, input, report) as Promise<
          Result<TrainingOutput<typeof method>>
        >;
        const result = await Promise.race([answer, to.lost]);
        if (!result.ok) {
          throw result.cancelled ? abortError() : new StudioError(result.diagnostics);
        }
        if (method === 'openData' && asked === input) opened = input as TrainingInput<'openData'>;
        return result.value;
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error;
        throw new StudioError([diagnostic('studio/training-lost', {}, method)]);
      }
    },
    stop: () => {
      stops++;
      void connection?.remote.stop();
    },
    pause: () => void connection?.remote.pause(),
    resume: () => void connection?.remote.resume(),
    kill: () => {
      if (connection) drop(connection);
    },
  };
}

/** Secure pages have locks. On others, a worker that dies without an error is not noticed. */
function hasLocks(): boolean {
  return 'locks' in navigator;
}

class WorkerLost extends Error {}

function spawnWorker(): Worker {
  return new Worker(new URL('./training.worker.ts', import.meta.url), { type: 'module' });
}
