import { vi } from 'vitest';
import { diagnostic, StudioError } from '../../core/errors/diagnostic.ts';
import { initialPlan } from '../../project/plan.ts';
import type { CallOptions } from '../../worker/rpc/client.ts';
import { abortError } from '../../worker/rpc/runJob.ts';
import type { Derived } from '../../project/views/derived.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore, type StudioState } from '../studioStore.ts';
import { trainingClient } from '../trainingClient.ts';

/** A call that a worker has, and will answer when the test says so. */
export interface FakeCall {
  readonly method: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
  /** The caller has gone. */
  readonly isCancelled: () => boolean;
  readonly answer: (value: unknown) => Promise<void>;
  readonly tell: (event: object) => Promise<void>;
  readonly refuse: (error: Error) => Promise<void>;
}

/** Both workers of the page, without workers: calls wait for the test. */
export interface FakeClients {
  readonly calls: readonly FakeCall[];
  /** The last call of a method. */
  readonly call: (method: string) => FakeCall;
  readonly methods: () => readonly string[];
}

export function fakeClients(): FakeClients {
  const calls: FakeCall[] = [];
  const fake = (method: string, input: unknown, options: CallOptions = {}) =>
    new Promise<never>((resolve, reject) => {
      let isCancelled = false;
      // As the real client: the caller does not wait for a worker that was told to stop.
      options.signal?.addEventListener('abort', () => {
        isCancelled = true;
        reject(abortError());
      });
      calls.push({
        ...{ method, options, isCancelled: () => isCancelled },
        input: input as FakeCall['input'],
        answer: (value) => {
          resolve(value as never);
          return settled();
        },
        tell: (event) => {
          options.onEvent?.(event as never);
          return settled();
        },
        refuse: (error) => {
          reject(error);
          return settled();
        },
      });
    });
  vi.spyOn(studioClient, 'call').mockImplementation(fake);
  vi.spyOn(trainingClient, 'call').mockImplementation(fake);
  return {
    calls,
    call: (method) => {
      const found = calls.findLast((call) => call.method === method);
      if (!found) throw new Error(`Nobody called ${method}.`);
      return found;
    },
    methods: () => calls.map(({ method }) => method),
  };
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

/** What a worker says that died. */
export function lost(
  code: 'studio/worker-lost' | 'studio/training-lost',
  task = 'the call',
): StudioError {
  return new StudioError([diagnostic(code, {}, task)]);
}

export const refusal = new StudioError([diagnostic('studio/not-converted', {}, 'The call')]);

const graph = { layers: [], blocks: [], links: [], groups: [], parameters: 0 };

/** What follows from a model that converts. */
export const derived = {
  ...{ graph, diagnostics: [], bits: null },
  converted: { layers: 1, fileBytes: 1 },
} as unknown as Derived;

/** The state with a model open; every model has the same plan. */
export function withModel(document: string, more: Partial<StudioState> = {}): Partial<StudioState> {
  const model = { name: `${document}.h5`, format: '', kind: 'keras', bytes: 1, layers: 1 } as const;
  const files = [{ name: model.name, blob: new Blob() }];
  return { document, model, files, derived, plan: initialPlan, ...more };
}

/** A store as it begins, with a model open. */
export function openModel(document: string, more: Partial<StudioState> = {}): void {
  studioStore.setState({ ...studioStore.getInitialState(), ...withModel(document, more) });
}
