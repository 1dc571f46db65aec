import { useStore } from '@xyflow/react';
import { memo, useMemo, type CSSProperties } from 'react';
import type { Rect } from '../../../project/layout/layout.ts';
import { useGraph, usePaints, type PaintsValue } from '../GraphContext.ts';
import type { Drawing } from '../scene/drawing.ts';
import { linkWidth, pathOf, tipOf } from '../scene/linkShape.ts';
import { sumOfProblems, type ProblemCount } from '../scene/problemIndex.ts';
import './FarLayer.css';

/** The whole graph without its texts: as it is seen from afar, and where the blocks in view are still to come. */
export const FarLayer = memo(function FarLayer({ drawing }: { readonly drawing: Drawing }) {
  const { problems } = useGraph();
  const paints = usePaints();
  const shapes = useMemo(() => farShapes(drawing, paints, problems), [drawing, paints, problems]);
  // About a pixel on screen. In steps, so that zooming does not restyle everything in every frame.
  const line = useStore(({ transform: [, , zoom] }) => 2 ** Math.floor(Math.log2(1 / zoom)));
  const style = { '--far-line': `${Math.max(1, line)}px` } as CSSProperties;
  return (
    <svg className="far-layer" style={style} width="1" height="1" aria-hidden>
      {shapes.map(({ id, fill, ...shape }) => (
        <path key={id} style={fill === undefined ? undefined : { fill }} {...shape} />
      ))}
    </svg>
  );
});

/** Many blocks or links that look the same, as one path. */
interface FarShape {
  readonly id: string;
  readonly className: string;
  readonly d: string;
  readonly fill?: string;
  readonly strokeWidth?: number;
}

/** A problem is a bar at the left of its block: so wide that it is seen where a block is a few pixels tall. */
const BAR_WIDTH = 48;
/** Of a block's corners, as the stylesheet of the blocks has it. */
const RADIUS = 8;

/**
 * The blocks and links of a drawing in a few paths, one for each look: from afar there may be thousands of them, and an
 * element each would keep the page busy for seconds.
 */
export function farShapes(
  { scene, layout }: Drawing,
  { painted, silent }: Pick<PaintsValue, 'painted' | 'silent'>,
  problems: ReadonlyMap<string, ProblemCount>,
): readonly FarShape[] {
  const [links, blocks, bars] = [new Collector(), new Collector(), new Collector()];
  for (const { id, source } of scene.links) {
    const points = layout.paths[id];
    if (!points) continue;
    const share = silent.get(source);
    // Half pixels: hundreds of widths that nobody can tell apart would be hundreds of paths.
    const width = Math.round(linkWidth(share) * 2) / 2;
    const live = share === undefined ? '' : ' far-live';
    links.add(`far-link${live}`, pathOf(points), { strokeWidth: width });
    links.add(`far-tip${live}`, tipOf(points, width));
  }
  for (const node of scene.nodes) {
    const rect = layout.rects[node.id];
    if (node.type !== 'unit' || !rect) continue;
    const { block, layers } = node.unit;
    const found = sumOfProblems(layers.map(({ name }) => problems.get(name)));
    const fill = painted.paints.get(node.id)?.fill;
    const look = block ? 'far-block' : `far-block far-loose far-loose-${found?.worst ?? 'calm'}`;
    blocks.add(look, boxPath(rect), fill === undefined ? {} : { fill });
    if (found && found.worst !== 'advice') {
      bars.add(`far-bar-${found.worst}`, boxPath({ ...rect, width: BAR_WIDTH }));
    }
  }
  return [...links.shapes(), ...blocks.shapes(), ...bars.shapes()];
}

/** Gathers paths by their look. */
class Collector {
  private readonly paths = new Map<string, { shape: Omit<FarShape, 'd'>; parts: string[] }>();

  add(className: string, d: string, more: Pick<FarShape, 'fill' | 'strokeWidth'> = {}): void {
    const id = [className, more.fill, more.strokeWidth].join(' ');
    const known = this.paths.get(id);
    if (known) known.parts.push(d);
    else this.paths.set(id, { shape: { id, className, ...more }, parts: [d] });
  }

  shapes(): readonly FarShape[] {
    return [...this.paths.values()].map(({ shape, parts }) => ({ ...shape, d: parts.join('') }));
  }
}

/** A box with round corners. */
export function boxPath({ x, y, width, height }: Rect): string {
  const r = Math.min(RADIUS, width / 2, height / 2);
  const [w, h] = [width - 2 * r, height - 2 * r];
  return (
    `M${x + r} ${y}h${w}a${r} ${r} 0 0 1 ${r} ${r}v${h}a${r} ${r} 0 0 1 ${-r} ${r}` +
    `h${-w}a${r} ${r} 0 0 1 ${-r} ${-r}v${-h}a${r} ${r} 0 0 1 ${r} ${-r}Z`
  );
}

/** Below this zoom a row is a few pixels tall: nobody reads or hits it. */
const FAR_ZOOM = 0.35;

/** True while the graph is seen from so far that rows are left out. Changes only as the zoom crosses the bound. */
export function useIsFar(): boolean {
  return useStore(({ transform }) => transform[2] < FAR_ZOOM);
}
