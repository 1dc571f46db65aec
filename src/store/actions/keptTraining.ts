import { del, get, set } from 'idb-keyval';
import type { Plan } from '../../worker/plan.ts';
import type { DataRequest, TrainingSettings } from '../../worker/training/contract.ts';

const KEY = 'cnn2snn-studio/training';
/** Data sets larger than this are not copied into the browser's storage; the user chooses them again. */
const MOST_BYTES = 256 * 2 ** 20;

/** What the page must know to offer going on with a training after a reload. The weights are with the worker's checkpoint. */
export interface KeptTraining {
  readonly model: string;
  readonly settings: TrainingSettings;
  readonly plan: Plan;
  /** Without files when they are too large to keep. */
  readonly data: DataRequest;
}

/** Keeps it until `forgetTraining`. Storage that is blocked keeps nothing: the worker tells the user. */
export async function keepTraining(kept: KeptTraining): Promise<void> {
  const bytes = kept.data.files.reduce((sum, { blob }) => sum + blob.size, 0);
  const data = bytes > MOST_BYTES ? { ...kept.data, files: [] } : kept.data;
  await quietly(() => set(KEY, { ...kept, data }));
}

export async function forgetTraining(): Promise<void> {
  await quietly(() => del(KEY));
}

/** The kept training of a model; null without one. */
export async function readKeptTraining(model: string): Promise<KeptTraining | null> {
  const kept = await quietly(() => get<KeptTraining>(KEY));
  return kept?.model === model ? kept : null;
}

/** Undefined where storage is blocked; a browser may throw as soon as it is asked. */
async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
