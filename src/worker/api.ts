import type { Diagnostic } from '../core/errors/diagnostic.ts';
import type { StudioMethods } from './methods/contract.ts';

/** What a worker method gives back. Comlink keeps only the message of a thrown error, so problems travel as data. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly cancelled: false; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly cancelled: true };

/** What a job is doing now, for people, and how far it is: 0..1, or null where that is not known. */
export interface Progress {
  readonly step: string;
  readonly fraction: number | null;
}

export type MethodName = keyof StudioMethods;
export type InputOf<M extends MethodName> = StudioMethods[M]['input'];
export type OutputOf<M extends MethodName> = StudioMethods[M]['output'];

/** What the worker exposes over comlink. `client.ts` is the only caller. */
export interface StudioWorker {
  /** Runs one method as job `job`; `onProgress` may be called any number of times before it settles. */
  run<M extends MethodName>(
    job: string,
    method: M,
    input: InputOf<M>,
    onProgress: (progress: Progress) => void,
  ): Promise<Result<OutputOf<M>>>;
  /** Asks a running job to stop; it settles as cancelled at its next pause. Unknown jobs are ignored. */
  cancel(job: string): void;
}
