import type { SessionRecord } from '../../worker/session.ts';
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
    ...(isTraining(training) ? { training } : {}),
  };
}

/** True when every setting is there and of its kind; null stands for "none" where a setting may be none. */
function isTraining(value: unknown): value is FinetuneSlice['training'] {
  if (typeof value !== 'object' || value === null) return false;
  const found = new Map(Object.entries(value));
  return Object.entries(initialTraining).every(([key, initial]) =>
    initial === null ? found.has(key) : typeof found.get(key) === typeof initial,
  );
}
