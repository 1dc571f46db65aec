import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Point, Rect } from '../../../project/layout/layout.ts';
import { bordersOf, type Drawing } from '../scene/drawing.ts';
import type { FrameNodeType, GroupNodeType } from '../nodes/GroupNode.tsx';
import type { UnitNodeType } from '../nodes/UnitNode.tsx';
import type { SceneLink } from '../scene/buildScene.ts';
import { labelPlace } from '../scene/linkShape.ts';
import { isAnyMissing, nextShown, viewRect, wantedItems, type Item } from './shownItems.ts';

/** A frame takes in about this many rows: a few milliseconds of work, on a slow machine too. */
const ROWS_A_FRAME = 12;

/** What of a drawing is in the page. */
interface Shown {
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

type FlowNode = UnitNodeType | GroupNodeType | FrameNodeType;

/** A link with its way. */
export interface DrawnLink {
  readonly link: SceneLink;
  readonly points: readonly Point[];
  /** Where its text begins. */
  readonly label: Point;
}

/** A node as React Flow takes it, or a link, which we draw ourselves. */
type DrawnItem =
  | (Item & { readonly node: FlowNode; readonly drawn: null })
  | (Item & { readonly node: null; readonly drawn: DrawnLink });

/** Costs in rows: of a node's title, of a group, and of a link. */
const TITLE = 2;
const GROUP = 3;
const LINK = 0.5;

/** All parts of the drawing, frames first, in its order. */
function drawnItems(drawing: Drawing): readonly DrawnItem[] {
  return [...nodeItems(drawing), ...linkItems(drawing)];
}

function nodeItems({ scene, layout }: Drawing): readonly DrawnItem[] {
  const frames = scene.frames.flatMap(({ id, group }): DrawnItem[] => {
    const rect = layout.rects[id];
    if (!rect) return [];
    const node = { id, type: 'frame' as const, data: { group }, zIndex: -1, ...placed(rect) };
    return [{ id, rect, cost: GROUP, node, drawn: null }];
  });
  const nodes = scene.nodes.flatMap((item): DrawnItem[] => {
    const { id } = item;
    const rect = layout.rects[id];
    if (!rect) return [];
    if (item.type === 'group') {
      const node = { id, type: 'group' as const, data: { group: item.group }, ...placed(rect) };
      return [{ id, rect, cost: GROUP, node, drawn: null }];
    }
    const node = { id, type: 'unit' as const, data: { unit: item.unit }, ...placed(rect) };
    return [{ id, rect, cost: TITLE + item.unit.layers.length, node, drawn: null }];
  });
  return [...frames, ...nodes];
}

/** Sizes are given and there are no handles, so that React Flow measures nothing in the page. */
function placed({ x, y, width, height }: Rect) {
  return { position: { x, y }, width, height, measured: { width, height }, handles: [] };
}

function linkItems(drawing: Drawing): readonly DrawnItem[] {
  const { scene, layout } = drawing;
  const borders = bordersOf(drawing);
  return scene.links.flatMap((link): DrawnItem[] => {
    const points = layout.paths[link.id];
    if (!points) return [];
    const drawn = { link, points, label: labelPlace(points, borders) };
    return [{ id: `link:${link.id}`, rect: boundsOf(points), cost: LINK, node: null, drawn }];
  });
}

function boundsOf(points: readonly Point[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
