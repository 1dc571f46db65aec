import type { Point } from '../../../worker/layout/layout.ts';

const CORNER = 8;
const QUIET_WIDTH = 1.5;
const FULL_WIDTH = 9;
const TIP_LENGTH = 8;

/** Width of a link: thin and even before a run; after it, from thin (silent) to wide (every neuron fires). */
export function linkWidth(silent: number | undefined): number {
  if (silent === undefined) return QUIET_WIDTH;
  return QUIET_WIDTH + (FULL_WIDTH - QUIET_WIDTH) * (1 - silent);
}

/** Path through the points with rounded corners; ends where the tip begins. */
export function pathOf(points: readonly Point[]): string {
  const parts: string[] = [];
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    const after = points[i + 1];
    if (!before) {
      parts.push(`M${point.x} ${point.y}`);
    } else if (!after) {
      const end = towards(point, before, TIP_LENGTH);
      parts.push(`L${end.x} ${end.y}`);
    } else {
      const start = towards(point, before, CORNER);
      const end = towards(point, after, CORNER);
      parts.push(`L${start.x} ${start.y}Q${point.x} ${point.y} ${end.x} ${end.y}`);
    }
  }
  return parts.join('');
}

/** The arrow's tip, a triangle at the last point, pointing down. */
export function tipOf(points: readonly Point[], width: number): string {
  const { x, y } = points.at(-1) ?? { x: 0, y: 0 };
  const half = Math.max(4, width / 2 + 3);
  return `M${x} ${y}L${x - half} ${y - TIP_LENGTH}L${x + half} ${y - TIP_LENGTH}Z`;
}

/** Where the label begins: right of the middle of the longest downward piece. */
export function labelPlace(points: readonly Point[]): Point {
  let best = { x: 0, y: 0, length: -1 };
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    if (!before) continue;
    const length = Math.abs(point.y - before.y);
    if (length > best.length) {
      best = { x: (point.x + before.x) / 2 + 12, y: (point.y + before.y) / 2 + 4, length };
    }
  }
  return { x: best.x, y: best.y };
}

/** The point `distance` away from `from` in the direction of `to`, at most half way. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(distance / length, 0.5);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
