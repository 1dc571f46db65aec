import type { TrainingSettings } from '../../project/training/request.ts';
import { del, get, keys, set } from 'idb-keyval';
import type { ModelSummary } from '../../project/document.ts';
import type { Plan, TrainedData } from '../../project/plan.ts';
import { forgetRun, keptSlots } from '../../worker/training/browserStore.ts';
import type { DataRequest } from '../../worker/training/contract.ts';
import { knownSessions, tabSession } from './tabSession.ts';

const key = (slot: string) => `cnn2snn-studio/training/${slot}`;
/** Data sets larger than this are not copied into the browser's storage; the user chooses them again. */
const MOST_BYTES = 256 * 2 ** 20;

/** What tells models of one name apart. */
type Fingerprint = Pick<ModelSummary, 'name' | 'bytes' | 'layers'>;

export function fingerprint({ name, bytes, layers }: ModelSummary): Fingerprint {
  return { name, bytes, layers };
}

/** What the page needs to offer to continue a training after a reload. The weights are with the worker's checkpoint. */
interface KeptTraining {
  readonly model: Fingerprint;
  readonly settings: TrainingSettings;
  readonly plan: Plan;
  /** Without files when they are too large to keep. */
  readonly data: DataRequest;
  /** Absent where an earlier version of the studio kept it. */
  readonly trainedData?: TrainedData;
}

/** The key under which this window keeps its training: every window has its own. */
export async function trainingSlot(): Promise<string> {
  const place = await quietly(tabSession);
  return place?.id ?? 'any';
}

/** Keeps a training until `forgetTraining`. Storage that is blocked keeps nothing: the worker tells the user. */
export async function keepTraining(kept: KeptTraining): Promise<void> {
  const { files, test } = kept.data;
  const bytes = [...files, ...(test?.files ?? [])].reduce((sum, { blob }) => sum + blob.size, 0);
  const data = bytes > MOST_BYTES ? { ...kept.data, files: [], test: null } : kept.data;
  const slot = await trainingSlot();
  await quietly(() => set(key(slot), { ...kept, data }));
}

/** Forgets the trainings of windows whose session is gone: nobody can continue them. */
export async function forgetStrays(): Promise<void> {
  await quietly(async () => {
    const known = await knownSessions();
    const names = (await keys()).filter((name) => typeof name === 'string');
    const own = names.flatMap((name) =>
      name.startsWith(key('')) ? [name.slice(key('').length)] : [],
    );
    const slots = new Set([...own, ...(await keptSlots())]);
    for (const slot of slots) if (!known.has(slot)) await forgetTraining(slot);
  });
}

/** Forgets a training: what the page keeps, and the worker's states. */
export async function forgetTraining(slot?: string): Promise<void> {
  const of = slot ?? (await trainingSlot());
  await quietly(() => del(key(of)));
  await forgetRun(of);
}

/** The kept training of a model; null without one. */
export async function readKeptTraining(model: Fingerprint): Promise<KeptTraining | null> {
  const slot = await trainingSlot();
  const kept = await quietly(() => get<KeptTraining>(key(slot)));
  const { name, bytes, layers } = kept?.model ?? {};
  const fits = name === model.name && bytes === model.bytes && layers === model.layers;
  // Stopped before the worker had anything to keep: there is nothing to continue.
  return kept && fits && (await keptSlots()).includes(slot) ? kept : null;
}

/** Undefined where storage is blocked; a browser may throw as soon as it is asked. */
async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
