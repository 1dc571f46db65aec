import type { GraphLayout, Rect } from '../../../project/layout/layout.ts';
import { groupStop, layerStop, type Scene } from './buildScene.ts';
import { HEADER_HEIGHT, ROW_HEIGHT, type Columns } from './nodeSize.ts';

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
