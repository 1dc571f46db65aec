import type { GraphLayout, LayoutRequest, Rect } from '../../../project/layout/layout.ts';
import { groupStop, layerStop, type Scene, type SceneNode } from './buildScene.ts';
import { countText, shapeText } from './rowText.ts';

/** A scene with its places: what is on screen. */
export interface Drawing {
  readonly scene: Scene;
  readonly columns: Columns;
  readonly layout: GraphLayout;
}

/** Heights at which frames begin or end: no place for a label. */
export function bordersOf({ scene, layout }: Drawing): readonly number[] {
  return scene.frames.flatMap(({ id }) => {
    const rect = layout.rects[id];
    return rect ? [rect.y, rect.y + rect.height] : [];
  });
}

/** Where a row or a group's title lies in the drawing; null for one that is folded away. */
export function stopRect({ scene, layout }: Drawing, stop: string): Rect | null {
  for (const { id } of [...scene.frames, ...scene.nodes.filter(({ type }) => type === 'group')]) {
    const rect = layout.rects[id];
    if (rect && groupStop(id) === stop) return { ...rect, height: HEADER_HEIGHT };
  }
  for (const node of scene.nodes) {
    const rect = layout.rects[node.id];
    if (node.type !== 'unit' || !rect) continue;
    const row = node.unit.layers.findIndex(({ name }) => layerStop(name) === stop);
    if (row === -1) continue;
    return { ...rect, y: rect.y + HEADER_HEIGHT + row * ROW_HEIGHT, height: ROW_HEIGHT };
  }
  return null;
}

/** Sizes of the drawing, in CSS pixels at zoom 1. The stylesheet and the exported picture use the same. */
export const HEADER_HEIGHT = 40;
export const ROW_HEIGHT = 28;
const BLOCK_PADDING = 4;
/** Left and right of every row. */
export const ROW_PADDING = 12;
export const COLUMN_GAP = 12;
export const BITS_WIDTH = 40;
export const BADGE_WIDTH = 40;

/** Widths of characters at 12 px, on the wide side: the page's fonts differ by system. */
export const CODE_CHARACTER = 7.3;
const TEXT_CHARACTER = 6.9;
/** Longer names are cut, with the whole name in the tooltip. */
const LONGEST_NAME = 26;

/** Widths of a row's columns, the same in all nodes of one graph. */
interface Columns {
  readonly name: number;
  readonly type: number;
  readonly shape: number;
  readonly parameters: number;
  /** Of the whole node. */
  readonly width: number;
}

/** Column widths that fit the graph's texts; known before anything is drawn. */
export function columnsOf({ graph }: Pick<Scene, 'graph'>): Columns {
  let [name, type, shape, parameters] = [10, 8, 9, 3];
  for (const layer of graph.layers) {
    name = Math.max(name, Math.min(layer.name.length, LONGEST_NAME));
    type = Math.max(type, layer.className.length);
    shape = Math.max(shape, shapeText(layer.outputShape).length);
    if (layer.parameters > 0) parameters = Math.max(parameters, countText(layer.parameters).length);
  }
  const widths = {
    name: Math.ceil(name * CODE_CHARACTER),
    type: Math.ceil(type * TEXT_CHARACTER),
    shape: Math.ceil(shape * CODE_CHARACTER),
    parameters: Math.ceil(parameters * CODE_CHARACTER),
  };
  const columns = Object.values(widths).reduce((sum, width) => sum + width, 0);
  const fixed = 2 * ROW_PADDING + BITS_WIDTH + BADGE_WIDTH + 5 * COLUMN_GAP;
  return { ...widths, width: columns + fixed };
}

/** Height of a node: header and rows of a block, one row of a layer that stands alone, two of a closed group. */
function heightOf(node: SceneNode): number {
  if (node.type === 'group') return HEADER_HEIGHT + ROW_HEIGHT + BLOCK_PADDING;
  const rows = node.unit.layers.length * ROW_HEIGHT;
  return HEADER_HEIGHT + rows + BLOCK_PADDING;
}

/** What the layout needs to know of a scene. */
export function layoutRequestOf(scene: Scene, { width }: Columns): LayoutRequest {
  return {
    boxes: scene.nodes.map((node) => ({
      id: node.id,
      width,
      height: heightOf(node),
      frame: node.frame,
    })),
    frames: scene.frames.map(({ id, frame }) => ({ id, frame })),
    links: scene.links.map(({ id, from, to }) => ({ id, from, to })),
  };
}
