import type { InputOf, MethodName, OutputOf } from '../api.ts';
import type { StudioDocument } from '../../project/document.ts';
import type { Progress } from '../rpc/protocol.ts';

/** What a method gets besides its input. */
export interface JobContext {
  /** Aborted when the user cancels; pass it to every core verb that takes one. */
  readonly signal: AbortSignal;
  /** Tells the page what is going on. */
  readonly progress: (progress: Progress) => void;
  /** Lets the message queue in (a cancel, another job), then throws AbortError if this job was cancelled. */
  readonly pause: () => Promise<void>;
  /** Moves a buffer of the output to the page instead of copying it. The worker can no longer use it. */
  readonly transfer: (buffer: ArrayBuffer) => void;
  /** The model that the call means. @throws StudioError studio/no-model, studio/other-document */
  readonly document: () => StudioDocument;
  /** Keeps a model as the open one, under the id that the call names. */
  readonly setDocument: (document: StudioDocument) => void;
}

/** One worker method. Throws StudioError for what it refuses; the runner turns that into a Result. */
export type Method<M extends MethodName> = (
  input: InputOf<M>,
  context: JobContext,
) => OutputOf<M> | Promise<OutputOf<M>>;

/** Declares a worker method by its name in the contract. */
export function defineMethod<M extends MethodName>(
  name: M,
  run: Method<M>,
): { name: M; run: Method<M> } {
  return { name, run };
}
