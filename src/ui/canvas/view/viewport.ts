import type { Viewport } from '@xyflow/react';
import type { GraphLayout, Rect } from '../../../project/layout/layout.ts';
import { stopRect, type Drawing } from '../scene/drawing.ts';

export const MIN_ZOOM = 0.01;
export const MAX_ZOOM = 2;
/** Free space around the graph; the toolbar lies above it, the minimap to its right. */
const MARGIN = { top: 72, left: 16, right: 104, bottom: 32 };
/** Below this, names cannot be read. */
const READABLE = 0.62;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole graph, centred. */
export function fittingViewport({ width, height }: GraphLayout, size: Size): Viewport {
  const room = {
    width: size.width - MARGIN.left - MARGIN.right,
    height: size.height - MARGIN.top - MARGIN.bottom,
  };
  const zoom = clampZoom(Math.min(1, room.width / width, room.height / height));
  const y = MARGIN.top + Math.max(0, (room.height - height * zoom) / 2);
  return { x: leftEdge(width * zoom, size), y, zoom };
}

/** As a model opens: all of it if that can be read, else its beginning at a size that can. */
export function openingViewport(layout: GraphLayout, size: Size): Viewport {
  const whole = fittingViewport(layout, size);
  if (whole.zoom >= READABLE) return whole;
  const room = size.width - MARGIN.left - MARGIN.right;
  const zoom = clampZoom(Math.min(1, Math.max(READABLE, room / layout.width)));
  return { x: leftEdge(layout.width * zoom, size), y: MARGIN.top, zoom };
}

/** Centred in the window where the minimap leaves room for it, else as far right as it may be. */
function leftEdge(width: number, size: Size): number {
  return Math.min(
    (size.width - width) / 2,
    Math.max(MARGIN.left, size.width - MARGIN.right - width),
  );
}

/** The least move that brings a rectangle into view, at a size that can be read; null when it is there already. */
export function revealingViewport(rect: Rect, view: Viewport, size: Size): Viewport | null {
  const zoom = view.zoom < READABLE ? 1 : view.zoom;
  if (zoom !== view.zoom) return centredViewport(rect, zoom, size);
  const x = shiftInto(
    rect.x * zoom + view.x,
    rect.width * zoom,
    MARGIN.left,
    size.width - MARGIN.right,
  );
  const y = shiftInto(
    rect.y * zoom + view.y,
    rect.height * zoom,
    MARGIN.top,
    size.height - MARGIN.bottom,
  );
  return x === 0 && y === 0 ? null : { x: view.x + x, y: view.y + y, zoom };
}

/** The rectangle in the middle. */
function centredViewport(rect: Rect, zoom: number, size: Size): Viewport {
  return {
    x: size.width / 2 - (rect.x + rect.width / 2) * zoom,
    y: size.height / 2 - (rect.y + rect.height / 2) * zoom,
    zoom,
  };
}

/**
 * Keeps what the eye is on in its place when the drawing changes around it: the row or title that the keyboard is on
 * while it is in view, else the node that was nearest to the middle of the view and is in both drawings.
 */
export function anchoredViewport(
  before: Drawing,
  after: Drawing,
  view: Viewport,
  size: Size,
  stop: string | null,
): Viewport {
  const anchor =
    anchorAt(before, after, view, size, stop) ?? nearestAnchor(before, after, view, size);
  if (!anchor) return openingViewport(after.layout, size);
  const { from, to } = anchor;
  const middle = (rect: Rect) => rect.x + rect.width / 2;
  return {
    x: view.x + (middle(from) - middle(to)) * view.zoom,
    y: view.y + (from.y - to.y) * view.zoom,
    zoom: view.zoom,
  };
}

/**
 * The view after the window changed: as a model opens where it still was so, else what was in the middle of the width stays there.
 * A graph that was never moved would be left at one side of a window that grows.
 */
export function resizedViewport(
  layout: GraphLayout,
  view: Viewport,
  before: Size,
  after: Size,
): Viewport {
  const untouched = openingViewport(layout, before);
  const isUntouched =
    Math.abs(untouched.x - view.x) < 1 &&
    Math.abs(untouched.y - view.y) < 1 &&
    Math.abs(untouched.zoom - view.zoom) < 1e-6;
  if (isUntouched) return openingViewport(layout, after);
  return { ...view, x: view.x + (after.width - before.width) / 2 };
}

interface Anchor {
  readonly from: Rect;
  readonly to: Rect;
}

function anchorAt(
  before: Drawing,
  after: Drawing,
  view: Viewport,
  size: Size,
  stop: string | null,
): Anchor | null {
  const from = stop === null ? null : stopRect(before, stop);
  const to = stop === null ? null : stopRect(after, stop);
  if (!from || !to) return null;
  const top = from.y * view.zoom + view.y;
  return top >= 0 && top <= size.height ? { from, to } : null;
}

function nearestAnchor(before: Drawing, after: Drawing, view: Viewport, size: Size): Anchor | null {
  const x = (size.width / 2 - view.x) / view.zoom;
  const y = (size.height / 2 - view.y) / view.zoom;
  let best: Anchor | null = null;
  let shortest = Infinity;
  for (const { id } of before.scene.nodes) {
    const [from, to] = [before.layout.rects[id], after.layout.rects[id]];
    if (!from || !to) continue;
    const distance = Math.hypot(from.x + from.width / 2 - x, from.y + from.height / 2 - y);
    if (distance >= shortest) continue;
    best = { from, to };
    shortest = distance;
  }
  return best;
}

function shiftInto(start: number, length: number, low: number, high: number): number {
  if (start < low || length > high - low) return low - start > 0 || start > high ? low - start : 0;
  if (start + length > high) return high - start - length;
  return 0;
}

function clampZoom(zoom: number): number {
  return Math.min(Math.max(zoom, MIN_ZOOM), MAX_ZOOM);
}
