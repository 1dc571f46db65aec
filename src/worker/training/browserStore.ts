import { createStore, del, get, set } from 'idb-keyval';
import type { ModelGraph } from '../../core/ir/graph.ts';
import type { Checkpoint } from '../../core/qat/checkpoint.ts';
import type { PartResult, TrainingRequest } from './contract.ts';

/** A training under way, so that it can be gone on with: in another worker, on another backend, after a reload. */
export interface StoredRun {
  readonly id: string;
  readonly request: TrainingRequest;
  /** Recipe step under way. */
  readonly part: number;
  /** The model that this step began with; equal to the request's at the first. */
  readonly start: ModelGraph;
  /** Validation accuracy before the step. */
  readonly before: number | null;
  readonly parts: readonly PartResult[];
}

/** The last state of a training. */
export interface StoredCheckpoint {
  readonly id: string;
  readonly part: number;
  readonly batchSize: number;
  readonly checkpoint: Checkpoint;
}

const RUN = 'run';
const CHECKPOINT = 'checkpoint';

let opened: ReturnType<typeof createStore> | null = null;
const store = () => (opened ??= createStore('cnn2snn-studio-training', 'values'));

/** Keeps a training's request and the model it began with. Storage that is blocked or full makes it false. */
export const keepRun = (run: StoredRun): Promise<boolean> => keep(RUN, run);

export const keepCheckpoint = (checkpoint: StoredCheckpoint): Promise<boolean> =>
  keep(CHECKPOINT, checkpoint);

/** Keeps a trained model under its id, for the plan that uses it. */
export const keepTrained = (id: string, graph: ModelGraph): Promise<boolean> =>
  keep(`trained/${id}`, graph);

/** The kept training, with its last state where there is one; null without. */
export async function readRun(): Promise<{
  readonly run: StoredRun;
  readonly checkpoint: StoredCheckpoint | null;
} | null> {
  const [run, checkpoint] = await Promise.all([
    read<StoredRun>(RUN),
    read<StoredCheckpoint>(CHECKPOINT),
  ]);
  if (!run) return null;
  const fits = checkpoint?.id === run.id && checkpoint.part === run.part;
  return { run, checkpoint: fits ? checkpoint : null };
}

export const readTrained = (id: string): Promise<ModelGraph | null> => read(`trained/${id}`);

/** Forgets the training that was kept. */
export async function forgetRun(): Promise<void> {
  try {
    await Promise.all([del(RUN, store()), del(CHECKPOINT, store())]);
  } catch {
    // Storage is blocked: there was nothing to forget.
  }
}

async function keep(key: string, value: unknown): Promise<boolean> {
  try {
    await set(key, value, store());
    return true;
  } catch {
    return false;
  }
}

async function read<T>(key: string): Promise<T | null> {
  try {
    return (await get<T>(key, store())) ?? null;
  } catch {
    return null;
  }
}
