import type { Rect } from '../../project/layout/layout.ts';
import type { Drawing } from './drawing.ts';
import { HEADER_HEIGHT, ROW_HEIGHT } from './scene/nodeSize.ts';
import { groupStop, layerStop } from './scene/buildScene.ts';

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
