import { isJsonObject } from '../../core/ir/json.ts';
import type { SessionRecord } from '../../project/session.ts';
import { initialTraining, type FinetuneSlice } from '../slices/finetune.ts';
import { colourings, stageIds, viewSlice, type ViewSlice } from '../slices/view.ts';

/** What of a saved view the store takes back; what is missing or of another kind stays as it is in a new session. */
export function restoredView({
  view,
}: Pick<SessionRecord, 'view'>): Pick<ViewSlice, 'stage' | 'selected' | 'colourBy'> &
  Partial<Pick<FinetuneSlice, 'training'>> {
  const { stage, selected, colourBy, training } = view;
  return {
    stage: stageIds.find((id) => id === stage) ?? viewSlice.stage,
    selected: typeof selected === 'string' ? selected : null,
    colourBy: colourings.find((id) => id === colourBy) ?? viewSlice.colourBy,
    ...(isJsonObject(training) ? { training: trainingOf(training) } : {}),
  };
}

/** Settings that are there and of their kind, and the usual ones for the rest; null stands for "none" where a setting may be none. */
function trainingOf(value: object): FinetuneSlice['training'] {
  const found = new Map<string, unknown>(Object.entries(value));
  const known = Object.entries(initialTraining).filter(([key, initial]) =>
    initial === null ? found.has(key) : typeof found.get(key) === typeof initial,
  );
  const taken = Object.fromEntries(known.map(([key]) => [key, found.get(key)]));
  return { ...initialTraining, ...taken };
}
