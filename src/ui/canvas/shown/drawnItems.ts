import type { Point, Rect } from '../../../project/layout/layout.ts';
import { bordersOf, type Drawing } from '../drawing.ts';
import type { FrameNodeType, GroupNodeType } from '../nodes/GroupNode.tsx';
import type { UnitNodeType } from '../nodes/UnitNode.tsx';
import type { SceneLink } from '../scene/buildScene.ts';
import { labelPlace } from '../scene/linkShape.ts';
import type { Item } from './shownItems.ts';

export type FlowNode = UnitNodeType | GroupNodeType | FrameNodeType;

/** A link with its way. */
export interface DrawnLink {
  readonly link: SceneLink;
  readonly points: readonly Point[];
  /** Where its text begins. */
  readonly label: Point;
}

/** A node as React Flow takes it, or a link, which we draw ourselves. */
export type DrawnItem =
  | (Item & { readonly node: FlowNode; readonly drawn: null })
  | (Item & { readonly node: null; readonly drawn: DrawnLink });

/** Costs in rows: of a node's title, of a group, and of a link. */
const TITLE = 2;
const GROUP = 3;
const LINK = 0.5;

/** All parts of the drawing, frames first, in its order. */
export function drawnItems(drawing: Drawing): readonly DrawnItem[] {
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
