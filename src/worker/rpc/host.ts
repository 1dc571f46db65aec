import type { Locks } from './connection.ts';
import type {
  AnyEventIn,
  FromWorker,
  InputIn,
  MethodTable,
  OutputIn,
  Result,
  ToWorker,
  Word,
} from './protocol.ts';
import { runJob } from './runJob.ts';

/** A job as the worker that does it sees it. */
export interface Job<E = unknown> {
  readonly method: string;
  /** The document that is meant; null for what is about none. */
  readonly document: string | null;
  /** Aborted when the job is told to stop, or its caller has gone. */
  readonly signal: AbortSignal;
  /** Tells the page what the job is doing. */
  readonly report: (event: E) => void;
  /** Null: go on. Otherwise it resolves when the job is told to resume, or to stop. */
  readonly paused: () => Promise<void> | null;
  /** Lets the message queue in (a stop, another job), then throws AbortError if this job was told to stop. */
  readonly pause: () => Promise<void>;
  /** Moves a buffer of the output to the page instead of copying it. The worker can no longer use it. */
  readonly transfer: (buffer: ArrayBuffer) => void;
}

/** Runs a method on its input and what the worker gives its methods besides. */
type Handler<T extends MethodTable<T>, M extends keyof T, C> = (
  input: InputIn<T, M>,
  context: C,
) => OutputIn<T, M> | Promise<OutputIn<T, M>>;

/** The worker's own scope, or a port in its place. */
export interface Scope {
  readonly postMessage: (message: FromWorker, transfer: Transferable[]) => void;
  readonly addEventListener: (
    type: 'message',
    listener: (event: MessageEvent<ToWorker>) => void,
  ) => void;
}

/**
 * Answers the calls of a page.
 * @param contextOf  what a method gets besides its input; what it throws is the job's answer
 */
export function serve<T extends MethodTable<T>, C>(
  scope: Scope,
  methods: { readonly [M in keyof T]: Handler<T, M, C> },
  contextOf: (job: Job<AnyEventIn<T>>, input: object) => C | Promise<C>,
  locks: Locks | undefined = navigator.locks,
): void {
  const running = new Map<number, Running>();
  // A worker that dies during its first job must have its lock by then.
  let alive = Promise.resolve();

  async function run(call: Extract<ToWorker, { kind: 'call' }>, controls: Running) {
    await alive;
    const buffers: ArrayBuffer[] = [];
    const job: Job = {
      method: call.method,
      document: call.document,
      signal: controls.signal,
      report: (event) => {
        scope.postMessage({ kind: 'event', job: call.job, event }, []);
      },
      paused: controls.paused,
      pause: () => messageTurn(controls.signal),
      transfer: (buffer) => buffers.push(buffer),
    };
    const answer = (result: Result<unknown>, transfer: Transferable[]) => {
      scope.postMessage({ kind: 'result', job: call.job, result }, transfer);
    };
    const handler = methods[call.method as keyof T] as (input: object, context: C) => unknown;
    const input = call.input as object;
    const result = await runJob(call.method, controls.signal, async () =>
      handler(input, await contextOf(job, input)),
    );
    running.delete(call.job);
    try {
      answer(result, buffers);
    } catch (error) {
      // Something in the output cannot be sent: reported as an internal error.
      answer(await runJob(call.method, neverAborted, () => Promise.reject(error as Error)), []);
    }
  }

  scope.addEventListener('message', ({ data }) => {
    if (data.kind === 'live') {
      alive = hold(data.lock, locks).then((isHeld) => {
        if (isHeld) scope.postMessage({ kind: 'alive', lock: data.lock }, []);
      });
    } else if (data.kind === 'tell') running.get(data.job)?.tell(data.word);
    else {
      const controls = createControls();
      running.set(data.job, controls);
      void run(data, controls);
    }
  });
}

interface Running {
  readonly signal: AbortSignal;
  readonly paused: () => Promise<void> | null;
  readonly tell: (word: Word) => void;
}

const neverAborted = new AbortController().signal;

function createControls(): Running {
  const controller = new AbortController();
  let pause: { readonly ended: Promise<void>; readonly end: () => void } | null = null;
  return {
    signal: controller.signal,
    paused: () => pause?.ended ?? null,
    tell: (word) => {
      if (word === 'stop') controller.abort();
      if (word !== 'pause') {
        pause?.end();
        pause = null;
      } else if (!pause) {
        let end: () => void = () => undefined;
        const ended = new Promise<void>((resolve) => {
          end = resolve;
        });
        pause = { ended, end };
      }
    },
  };
}

/** Holds a lock until the worker ends, when the browser releases it. False: this page has no locks. */
async function hold(lock: string, locks: Locks | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const held = locks?.request(lock, () => {
      resolve(true);
      return new Promise(() => undefined);
    });
    const none = () => {
      resolve(false);
    };
    if (held) held.catch(none);
    else none();
  });
}

const queue = new MessageChannel();
const waiting: (() => void)[] = [];
queue.port1.onmessage = () => waiting.shift()?.();

/** One turn of the message queue; a timer would add 4 ms to every call. */
async function messageTurn(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    queue.port2.postMessage(null);
  });
  signal.throwIfAborted();
}
