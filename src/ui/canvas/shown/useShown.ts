import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Drawing } from '../drawing.ts';
import { drawnItems, type DrawnItem, type DrawnLink, type FlowNode } from './drawnItems.ts';
import { isAnyMissing, nextShown, viewRect, wantedItems } from './shownItems.ts';

/** A frame takes in about this many rows: a few milliseconds of work, on a slow machine too. */
const ROWS_A_FRAME = 12;

/** What of a drawing is in the page. */
export interface Shown {
  readonly nodes: FlowNode[];
  readonly links: readonly DrawnLink[];
  /** Something in sight is still to come. */
  readonly isMissing: boolean;
}

type Items = ReadonlyMap<string, DrawnItem>;

interface State {
  readonly layout: Drawing['layout'];
  readonly items: Items;
  readonly isMissing: boolean;
}

/**
 * What of the drawing is in the page: the part in view and a little around it. It comes in steps, a few rows a frame, so
 * that the page answers in between, however many nodes come into view at once.
 * @param isFar  blocks and links are then drawn in another way, and only groups are here
 */
export function useShown(drawing: Drawing, isFar: boolean): Shown {
  const store = useStoreApi();
  const all = useMemo(() => drawnItems(drawing), [drawing]);
  const items = useMemo(
    () => (isFar ? all.filter(({ node }) => node !== null && node.type !== 'unit') : all),
    [all, isFar],
  );
  const [state, setState] = useState<State>({
    layout: drawing.layout,
    items: new Map(),
    isMissing: true,
  });
  const { layout } = drawing;
  // What moves must move at once and together; what only looks different may do so in steps.
  const current = useMemo(
    () => (state.layout === layout ? state : { ...state, layout, items: moved(state.items, all) }),
    [state, layout, all],
  );
  const latest = useRef(current);
  latest.current = current;

  useEffect(() => {
    let frame: number | null = null;
    const step = () => {
      frame = null;
      const { transform, width, height } = store.getState();
      if (width === 0) return;
      const now = latest.current;
      const view = viewRect(transform, width, height);
      const next = nextShown(now.items, wantedItems(items, view, now.items), ROWS_A_FRAME);
      const isMissing = isAnyMissing(items, view, next.shown);
      if (next.shown !== now.items || isMissing !== now.isMissing) {
        setState({ layout: now.layout, items: next.shown, isMissing });
      }
      if (!next.isDone) frame = requestAnimationFrame(step);
    };
    const request = () => {
      frame ??= requestAnimationFrame(step);
    };
    request();
    const unsubscribe = store.subscribe((now, before) => {
      const isMoved = now.transform !== before.transform;
      if (isMoved || now.width !== before.width || now.height !== before.height) request();
    });
    return () => {
      unsubscribe();
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [items, store]);

  return useMemo(() => {
    // In the drawing's order, which is the one they are read in.
    const inOrder = all.flatMap(({ id }) => current.items.get(id) ?? []);
    return {
      nodes: inOrder.flatMap(({ node }) => (node ? [node] : [])),
      links: inOrder.flatMap(({ drawn }) => (drawn ? [drawn] : [])),
      isMissing: current.isMissing,
    };
  }, [all, current]);
}

/** The same parts of a new drawing; those that it has no longer are gone. */
function moved(shown: Items, all: readonly DrawnItem[]): Items {
  return new Map(all.flatMap((item) => (shown.has(item.id) ? [[item.id, item] as const] : [])));
}
