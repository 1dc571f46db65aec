import type { Point } from '../../../project/layout/layout.ts';

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

/** A piece of a link shorter than this has no room for a label. */
const LABEL_ROOM = 30;

/**
 * Where the label begins: right of the longest downward piece, in the first stretch between the borders of frames that
 * has room for it.
 * @param borders  heights at which frames begin or end
 */
export function labelPlace(points: readonly Point[], borders: readonly number[]): Point {
  let [x, top, bottom] = [0, 0, -1];
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    if (before && point.y - before.y > bottom - top)
      [x, top, bottom] = [point.x, before.y, point.y];
  }
  const crossed = borders.filter((y) => y > top && y < bottom).sort((a, b) => a - b);
  const stops = [top, ...crossed, bottom];
  const start = stops.findIndex((y, i) => (stops[i + 1] ?? y) - y >= LABEL_ROOM);
  const [from, to] =
    start === -1 ? [top, bottom] : [stops[start] ?? top, stops[start + 1] ?? bottom];
  return { x: x + 12, y: (from + to) / 2 + 4 };
}

/** The point `distance` away from `from` in the direction of `to`, at most half way. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(distance / length, 0.5);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
