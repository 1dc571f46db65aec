import type { Rect } from '../../../project/layout/layout.ts';

/** A part of the drawing that is in the page while it is in or near the view. */
export interface Item {
  readonly id: string;
  readonly rect: Rect;
  /** How much work it is for the page, in rows. */
  readonly cost: number;
}

/** How far around the view items are put into the page before they come into sight, as a share of the view. */
const AHEAD = 0.25;
/** How far away they are removed again: further, so that moving back and forth costs nothing. */
const BEHIND = 0.75;

/** The items that should be in the page: those in sight first, each part in the order of the drawing. */
export function wantedItems<T extends Item>(
  items: readonly T[],
  view: Rect,
  shown: ReadonlyMap<string, T>,
): readonly T[] {
  const near = grown(view, AHEAD);
  const far = grown(view, BEHIND);
  const inSight: T[] = [];
  const others: T[] = [];
  for (const item of items) {
    if (touches(item.rect, view)) inSight.push(item);
    else if (touches(item.rect, near) || (shown.has(item.id) && touches(item.rect, far))) {
      others.push(item);
    }
  }
  return [...inSight, ...others];
}

/**
 * One step from what is shown to what should be: items that are not wanted are removed, and as many as the budget allows, at
 * least one, are added or updated.
 * @param budget  in rows
 * @returns the same map when nothing changes
 */
export function nextShown<T extends Item>(
  shown: ReadonlyMap<string, T>,
  wanted: readonly T[],
  budget: number,
): { readonly shown: ReadonlyMap<string, T>; readonly isDone: boolean } {
  const next = new Map<string, T>();
  let left = budget;
  let changes = 0;
  let isDone = true;
  for (const item of wanted) {
    const now = shown.get(item.id);
    if (now === item) {
      next.set(item.id, item);
      continue;
    }
    if (changes > 0 && item.cost > left) {
      if (now) next.set(item.id, now);
      isDone = false;
      continue;
    }
    next.set(item.id, item);
    left -= item.cost;
    changes++;
  }
  return { shown: changes === 0 && next.size === shown.size ? shown : next, isDone };
}

/** Whether something in sight is not in the page yet. */
export function isAnyMissing<T extends Item>(
  items: readonly T[],
  view: Rect,
  shown: ReadonlyMap<string, T>,
): boolean {
  return items.some(({ id, rect }) => !shown.has(id) && touches(rect, view));
}

/** The part of the drawing that is in view. */
export function viewRect(
  [x, y, zoom]: readonly [x: number, y: number, zoom: number],
  width: number,
  height: number,
): Rect {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

function touches(a: Rect, b: Rect): boolean {
  return (
    a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height
  );
}

function grown({ x, y, width, height }: Rect, share: number): Rect {
  return {
    x: x - width * share,
    y: y - height * share,
    width: width * (1 + 2 * share),
    height: height * (1 + 2 * share),
  };
}
