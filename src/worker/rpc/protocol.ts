import type { Diagnostic } from '../../core/errors/diagnostic.ts';

/** What a job returns. Problems are sent as data: of a thrown error only the message would arrive. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly cancelled: false; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly cancelled: true };

/** What a job is doing now, for people, and how far it has come: 0 .. 1, or null where that is not known. */
export interface Progress {
  readonly text: string;
  readonly fraction: number | null;
}

/** What a worker can be asked, by name. Inputs, outputs and events are plain data, Blobs, typed arrays and ports. */
export type MethodTable<T> = {
  readonly [M in keyof T]: {
    readonly input: unknown;
    readonly output: unknown;
    /** What the job reports while it works; Progress by default. */
    readonly event?: unknown;
  };
};

export type InputIn<T extends MethodTable<T>, M extends keyof T> = T[M]['input'];
export type OutputIn<T extends MethodTable<T>, M extends keyof T> = T[M]['output'];
export type EventIn<T extends MethodTable<T>, M extends keyof T> = T[M] extends {
  readonly event: infer E;
}
  ? E
  : Progress;

/** What any job of a worker reports. */
export type AnyEventIn<T extends MethodTable<T>> = { [M in keyof T]: EventIn<T, M> }[keyof T];

/** What a running job can be told. A job that is told to stop returns what it has, or settles as cancelled. */
export type Word = 'stop' | 'pause' | 'resume';

/** A message to a worker. */
export type ToWorker =
  /** The first one: the worker is to hold a Web Lock of that name as long as it lives, so that the page notices its end. */
  | { readonly kind: 'live'; readonly lock: string }
  | {
      readonly kind: 'call';
      readonly job: number;
      readonly method: string;
      readonly input: unknown;
      /** The document that is meant; null for what is about none. */
      readonly document: string | null;
    }
  | { readonly kind: 'tell'; readonly job: number; readonly word: Word };

/** A message of a worker. */
export type FromWorker =
  | { readonly kind: 'alive'; readonly lock: string }
  | { readonly kind: 'event'; readonly job: number; readonly event: unknown }
  | { readonly kind: 'result'; readonly job: number; readonly result: Result<unknown> };
