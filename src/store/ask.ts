import { isStudioError, type Diagnostic } from '../core/errors/diagnostic.ts';
import type { StudioMethods } from '../worker/contract.ts';
import type { Plan } from '../project/plan.ts';
import type { CallOptions, Client } from '../worker/rpc/client.ts';
import type { EventIn, InputIn, MethodTable, OutputIn } from '../worker/rpc/protocol.ts';
import { isAbortError } from '../worker/rpc/runJob.ts';
import type { TrainingMethods } from '../worker/training/contract.ts';
import { tellProblem } from './actions/interface.ts';
import { studioClient } from './studioClient.ts';
import { studioStore, type StudioState } from './studioStore.ts';
import { trainingClient } from './trainingClient.ts';

/** What is asked, and when the answer still counts. */
export interface AskOptions {
  /** Asks with the same key replace one another: only the newest counts. */
  readonly key: string;
  /** What the answer is about. It counts while that stays as it is: `plan` is the document under its plan, `page` stays for good. */
  readonly about: 'page' | 'document' | 'plan';
  /** Takes what was refused. Default: a message in the corner. */
  readonly failed?: (diagnostics: readonly Diagnostic[]) => void;
  /** The ask is over, however it ended. Not called when a newer one of its key goes on. */
  readonly ended?: () => void;
  /** Document or plan changed before the end: for what the user would miss. */
  readonly dropped?: (why: 'document' | 'plan') => void;
}

/** How an action speaks with the workers. Whatever it waits for goes on only while the ask counts: no answer comes late. */
export interface Asking {
  /** Aborted as soon as the ask does not count any more. */
  readonly signal: AbortSignal;
  /** As it was when the ask began. */
  readonly plan: Plan;
  readonly studio: Call<StudioMethods>;
  readonly training: Call<TrainingMethods>;
  /** Waits for something that no worker does. */
  readonly wait: <T>(work: Promise<T>) => Promise<T>;
  /** `react`, for as long as the ask counts. */
  readonly during: <A extends unknown[]>(react: (...args: A) => void) => (...args: A) => void;
}

type Call<T extends MethodTable<T>> = <M extends keyof T & string>(
  method: M,
  input: InputIn<T, M>,
  options?: Omit<CallOptions<EventIn<T, M>>, 'signal'>,
) => Promise<OutputIn<T, M>>;

interface Entry {
  readonly options: AskOptions;
  readonly document: string | null;
  readonly plan: Plan;
  readonly controller: AbortController;
}

/** The asks in progress, by key. */
const asks = new Map<string, Entry>();
let unfollow: (() => void) | null = null;

/** Thrown into an action whose ask does not count any more, wherever it waits. */
class NotAsked extends Error {
  override readonly name = 'NotAsked';
}

/**
 * The one way in which the page asks anything of its workers, and the one place where answers that come late are refused: another
 * document or plan is there, a newer ask of the same key, or nobody wants it any more. Refusals are shown; an error in the studio rejects.
 * @returns what `work` gives; undefined when it was refused or does not count any more
 */
export async function ask<T>(
  options: AskOptions,
  work: (asking: Asking) => Promise<T>,
): Promise<T | undefined> {
  unfollow ??= studioStore.subscribe(dropOutdated);
  const { document, plan } = studioStore.getState();
  const entry: Entry = { options, document, plan, controller: new AbortController() };
  const { signal } = entry.controller;
  asks.get(options.key)?.controller.abort();
  asks.set(options.key, entry);
  try {
    const answer = await work(askingOf(entry));
    return signal.aborted ? undefined : answer;
  } catch (error) {
    if (error instanceof NotAsked || isAbortError(error)) return undefined;
    if (!isStudioError(error)) throw error;
    if (!signal.aborted) (options.failed ?? tellProblem)(error.diagnostics);
    return undefined;
  } finally {
    end(entry);
  }
}

/** Cancels what is asked under a key: its answer is dropped. */
export function cancelAsk(key: string): void {
  const entry = asks.get(key);
  if (entry) end(entry);
}

/** Whether an ask of that key is in progress. */
export function isAsking(key: string): boolean {
  return asks.has(key);
}

function end(entry: Entry): void {
  const { key, ended } = entry.options;
  entry.controller.abort();
  if (asks.get(key) !== entry) return;
  asks.delete(key);
  ended?.();
}

function dropOutdated(state: StudioState, previous: StudioState): void {
  if (state.document === previous.document && state.plan === previous.plan) return;
  for (const entry of [...asks.values()]) {
    const why = changeOf(entry, state);
    if (!why) continue;
    end(entry);
    entry.options.dropped?.(why);
  }
}

function changeOf(
  { options: { about }, document, plan }: Entry,
  state: StudioState,
): 'document' | 'plan' | null {
  if (about === 'page') return null;
  if (state.document !== document) return 'document';
  return about === 'plan' && state.plan !== plan ? 'plan' : null;
}

function askingOf({ document, plan, controller: { signal } }: Entry): Asking {
  const wait = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const drop = () => {
        reject(new NotAsked());
      };
      if (signal.aborted) drop();
      else signal.addEventListener('abort', drop);
      work.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', drop);
      });
    });
  const during =
    <A extends unknown[]>(react: (...args: A) => void) =>
    (...args: A) => {
      if (!signal.aborted) react(...args);
    };
  function caller<T extends MethodTable<T>>({ call }: Client<T>): Call<T> {
    return (method, input, { onEvent, ...options } = {}) =>
      signal.aborted
        ? Promise.reject(new NotAsked())
        : wait(
            call(method, input, {
              ...{ document, ...options, signal },
              ...(onEvent && { onEvent: during(onEvent) }),
            }),
          );
  }
  return {
    ...{ signal, plan, wait, during },
    studio: caller({ call: (...args) => studioClient.call(...args) }),
    training: caller({ call: (...args) => trainingClient.call(...args) }),
  };
}
