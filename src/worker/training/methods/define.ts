import type { LabelledData } from '../../../core/data/imageSet.ts';
import type {
  DataRequest,
  TrainingEvent,
  TrainingInput,
  TrainingMethodName,
  TrainingOutput,
} from '../contract.ts';

/** A data set that is open, with what it was opened from. */
export interface OpenData extends LabelledData {
  readonly request: DataRequest;
}

/** What a method of the training worker gets besides its input. */
export interface TrainingContext {
  readonly signal: AbortSignal;
  readonly report: (event: TrainingEvent) => void;
  /** Null: go on. Otherwise it resolves when the user resumes. */
  readonly paused: () => Promise<void> | null;
  /** Lets the message queue in, then throws AbortError if this job was told to stop. */
  readonly pause: () => Promise<void>;
  /** The open data set. @throws StudioError studio/no-training-data */
  readonly data: () => OpenData;
  readonly setData: (data: OpenData) => void;
  /** Moves a buffer of the output to the page instead of copying it. */
  readonly transfer: (buffer: ArrayBuffer) => void;
}

/** One method of the training worker. Throws StudioError for what it refuses. */
export type TrainingMethod<M extends TrainingMethodName> = (
  input: TrainingInput<M>,
  context: TrainingContext,
) => Promise<TrainingOutput<M>>;

/** Declares a method by its name in the contract. */
export function defineTrainingMethod<M extends TrainingMethodName>(
  name: M,
  run: TrainingMethod<M>,
): { name: M; run: TrainingMethod<M> } {
  return { name, run };
}
