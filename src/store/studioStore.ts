import { temporal, type TemporalState } from 'zundo';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { canvasSlice, type CanvasSlice } from './slices/canvas.ts';
import { chipSlice, type ChipSlice } from './slices/chip.ts';
import { documentSlice, type DocumentSlice } from './slices/document.ts';
import { exportSlice, type ExportSlice } from './slices/export.ts';
import { finetuneSlice, type FinetuneSlice } from './slices/finetune.ts';
import { inspectorSlice, type InspectorSlice } from './slices/inspector.ts';
import { interfaceSlice, type InterfaceSlice } from './slices/interface.ts';
import { problemsSlice, type ProblemsSlice } from './slices/problems.ts';
import { sessionSlice, type SessionSlice } from './slices/session.ts';
import { simulateSlice, type SimulateSlice } from './slices/simulate.ts';
import { viewSlice, type ViewSlice } from './slices/view.ts';

/** One slice a feature; a slice is one file in `slices/` and one line here. Names are unique across slices. */
export type StudioState = DocumentSlice &
  ViewSlice &
  CanvasSlice &
  ChipSlice &
  ProblemsSlice &
  SimulateSlice &
  FinetuneSlice &
  InspectorSlice &
  ExportSlice &
  SessionSlice &
  InterfaceSlice;

/** The part of the state that undo and redo move through. */
type UndoState = Pick<StudioState, 'plan' | 'change'>;

/** Undo goes this far back. */
const UNDO_LIMIT = 200;

/** The state of the page. Holds ids, settings, diagnostics, progress and plain metadata: never tensors. */
export const studioStore = createStore<StudioState>()(
  temporal(
    () => ({
      ...documentSlice,
      ...viewSlice,
      ...canvasSlice,
      ...chipSlice,
      ...problemsSlice,
      ...simulateSlice,
      ...finetuneSlice,
      ...inspectorSlice,
      ...exportSlice,
      ...sessionSlice,
      ...interfaceSlice,
    }),
    {
      partialize: ({ plan, change }): UndoState => ({ plan, change }),
      equality: (a, b) => a.plan === b.plan,
      limit: UNDO_LIMIT,
    },
  ),
);

/** Reads the store in a component; it renders again when what `select` gives changes. */
export function useStudio<T>(select: (state: StudioState) => T): T {
  return useStore(studioStore, select);
}

/** As `useStudio`, for the undo history. */
export function useHistory<T>(select: (history: TemporalState<UndoState>) => T): T {
  return useStore(studioStore.temporal, select);
}
