import type { Drawing } from '../drawing.ts';
import type { PaintedScene } from '../paint/paintScene.ts';

/** All nodes of one colour as one path. */
export interface OverviewShape {
  /** Null: the colour of nodes without a number. */
  readonly fill: string | null;
  readonly d: string;
}

/** The nodes of a drawing by colour: a path each, where a node each would make the page slow. */
export function overviewShapes(
  { scene, layout }: Drawing,
  { paints }: PaintedScene,
): readonly OverviewShape[] {
  const parts = new Map<string | null, string[]>();
  for (const { id } of scene.nodes) {
    const rect = layout.rects[id];
    if (!rect) continue;
    const fill = paints.get(id)?.fill ?? null;
    const d = `M${rect.x} ${rect.y}h${rect.width}v${rect.height}h${-rect.width}Z`;
    const known = parts.get(fill);
    if (known) known.push(d);
    else parts.set(fill, [d]);
  }
  return [...parts].map(([fill, found]) => ({ fill, d: found.join('') }));
}

/** Size of the overview on screen: as tall as the corner allows for a tall graph, wide for a wide one. */
export function overviewSize({ width, height }: Drawing['layout']): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(64 / width, 200 / height);
  return {
    width: Math.round(Math.max(40, width * scale + 12)),
    height: Math.round(Math.max(56, height * scale + 12)),
  };
}
