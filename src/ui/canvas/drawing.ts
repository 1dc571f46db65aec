import type { GraphLayout } from '../../project/layout/layout.ts';
import type { Scene } from './scene/buildScene.ts';
import type { Columns } from './scene/nodeSize.ts';

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
