import type { StudioState } from '../../store/studioStore.ts';
import type { Derived } from '../../project/views/derived.ts';

/** What the graph shows: the model as the plan makes it, or as the fix that is being looked at would. */
export function shownDerived({ derived, preview, plan }: StudioState): Derived | null {
  return preview?.plan === plan ? preview.after : derived;
}
