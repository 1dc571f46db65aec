import type { GraphLayout, LayoutRequest } from '../../project/layout/layout.ts';
import { ask, cancelAsk, type Asking } from '../ask.ts';

/** Layouts kept: undo, redo and opening and closing groups come back to the same ones. */
const KEPT = 12;
const kept = new Map<string, GraphLayout>();

/** The layout of a request if it is known; null otherwise. */
export function knownLayout(request: LayoutRequest): GraphLayout | null {
  return kept.get(JSON.stringify(request)) ?? null;
}

/** The layout for the drawing on screen; undefined when another one is asked for meanwhile. */
export function layoutToDraw(request: LayoutRequest): Promise<GraphLayout | undefined> {
  // Without a layout the last drawing stays.
  const failed = () => undefined;
  return ask({ key: 'layout', about: 'page', failed }, (asking) => layoutOf(asking, request));
}

/** The drawing on screen needs no layout any more: one that is asked for would come late. */
export function dropLayout(): void {
  cancelAsk('layout');
}

/** The layout of a request, from the worker unless it is known. */
export async function layoutOf({ studio }: Asking, request: LayoutRequest): Promise<GraphLayout> {
  const key = JSON.stringify(request);
  const layout = kept.get(key) ?? (await studio('layoutGraph', request));
  kept.delete(key);
  kept.set(key, layout);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return layout;
}
