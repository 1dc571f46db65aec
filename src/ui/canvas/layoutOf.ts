import { studioClient } from '../../store/studioClient.ts';
import type { GraphLayout, LayoutRequest } from '../../worker/layout/layout.ts';

/** Layouts kept: undo, redo and opening and closing groups come back to the same ones. */
const KEPT = 12;
const kept = new Map<string, GraphLayout>();

/** The layout of a request if it is known; null otherwise. */
export function knownLayout(request: LayoutRequest): GraphLayout | null {
  return kept.get(JSON.stringify(request)) ?? null;
}

/** The layout of a request, from the worker unless it is known. */
export async function layoutOf(request: LayoutRequest, signal?: AbortSignal): Promise<GraphLayout> {
  const key = JSON.stringify(request);
  const layout =
    kept.get(key) ??
    (await studioClient.call('layoutGraph', request, signal === undefined ? {} : { signal }));
  kept.delete(key);
  kept.set(key, layout);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return layout;
}
