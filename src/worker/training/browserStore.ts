import { createStore, delMany, get, keys, set } from 'idb-keyval';
import type { ModelGraph } from '../../core/ir/graph.ts';
import type { Checkpoint } from '../../core/qat/checkpoint.ts';
import type { RecipeCheckpoint } from '../../core/qat/runRecipe.ts';
import type { TrainingRequest } from '../../project/training/request.ts';
import type { TrainingContext } from './methods.ts';

/** A training in progress, stored so that it can be continued: in another worker, on another backend, after a reload. */
export interface StoredRun extends Omit<RecipeCheckpoint, 'training'> {
  readonly id: string;
  /** The key under which it is kept: every window of the studio has its own. */
  readonly slot: string;
  readonly request: TrainingRequest;
}

/** The last state of the part of the recipe in progress. Stored apart from the run: it is written often, and the run holds models. */
interface StoredCheckpoint {
  readonly id: string;
  /** Parts finished before it. */
  readonly part: number;
  readonly checkpoint: Checkpoint;
}

const runKey = (slot: string) => `recipe/${slot}`;
const checkpointKey = (slot: string) => `checkpoint/${slot}`;

/** States within an epoch are written to the browser's storage no more often than this. */
const STORE_EVERY_MS = 10_000;

let opened: ReturnType<typeof createStore> | null = null;
const store = () => (opened ??= createStore('cnn2snn-studio-training', 'values'));

/** Keeps the states of a training as they come; the page is told when the browser keeps nothing. */
export function createCheckpointKeeper(
  { id, slot, request }: Pick<StoredRun, 'id' | 'slot' | 'request'>,
  { report, signal }: Pick<TrainingContext, 'report' | 'signal'>,
): (state: RecipeCheckpoint) => Promise<void> {
  let storedAt = performance.now();
  return async ({ training, ...state }) => {
    const part = state.results.length;
    if (!training) {
      const isKept = await keep(runKey(slot), { id, slot, request, ...state } satisfies StoredRun);
      if (!isKept && part === 0) report({ kind: 'notice', notice: NOT_KEPT });
      return;
    }
    const isDue = performance.now() - storedAt >= STORE_EVERY_MS;
    if (training.batch > 0 && !isDue && !signal.aborted) return;
    storedAt = performance.now();
    await keep(checkpointKey(slot), { id, part, checkpoint: training } satisfies StoredCheckpoint);
  };
}

const NOT_KEPT = {
  tone: 'warning',
  text: 'This browser keeps no data for the studio: a reload will lose what was learned.',
} as const;

/** Keeps a trained model under its id, for the plan that uses it. */
export const keepTrained = (id: string, graph: ModelGraph): Promise<boolean> =>
  keep(`trained/${id}`, graph);

/** The training kept under a slot, with its last state; null without. */
export async function readRun(slot: string): Promise<{
  readonly run: StoredRun;
  readonly state: RecipeCheckpoint;
} | null> {
  const [run, stored] = await Promise.all([
    read<StoredRun>(runKey(slot)),
    read<StoredCheckpoint>(checkpointKey(slot)),
  ]);
  if (!run) return null;
  const { id, results, accuracyBefore } = run;
  const fits = stored?.id === id && stored.part === results.length;
  const training = fits ? stored.checkpoint : null;
  return { run, state: { results, accuracyBefore, training } };
}

/** Slots under which this browser keeps a training. */
export async function keptSlots(): Promise<readonly string[]> {
  try {
    const names = (await keys(store())).filter((name) => typeof name === 'string');
    const prefixes = [runKey(''), checkpointKey('')];
    const slots = names.flatMap((name) =>
      prefixes.flatMap((prefix) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])),
    );
    return [...new Set(slots)];
  } catch {
    return [];
  }
}

export const readTrained = (id: string): Promise<ModelGraph | null> => read(`trained/${id}`);

/** Forgets the training kept under a slot. */
export async function forgetRun(slot: string): Promise<void> {
  try {
    await delMany([runKey(slot), checkpointKey(slot)], store());
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
